"""Certificates for servers of the tests, made by openssl."""

import ssl
import subprocess


class Certificate:
    """A key and a certificate for some names; whoever names `path` as `ca_file` trusts it."""

    def __init__(self, folder, name, alternatives="DNS:localhost,IP:127.0.0.1"):
        self.key = folder / f"{name}.key"
        self.path = folder / f"{name}.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
             "-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName={alternatives}",
             "-keyout", str(self.key), "-out", str(self.path)], check=True, capture_output=True)

    def context(self):
        """For a server that shows it."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.path, self.key)
        return context
