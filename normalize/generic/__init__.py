"""Reads comparison pages of sites nobody wrote code for: by names, columns, headings and labels."""
