"""What may go wrong between a phone and the server: the line, the server, the storm."""
