"""What touches the network: downloads pages, archives every response, finds links. Reads no page itself."""
