"""Cases over HTTP: what is shown to whom, what each act asks, how it is taken."""
