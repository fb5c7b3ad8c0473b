"""The scenarios of the demonstration, each played by its officers on its dates."""
