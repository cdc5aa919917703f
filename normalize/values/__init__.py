"""Printed values into typed ones: pure functions, each for one kind of value that a page prints."""
