"""The register of facilities over HTTP: what is shown, asked, answered, done."""
