"""A mail server that keeps what it receives: python3-aiosmtpd.

usage: smtp-server.py PORT FOLDER [--auth USER PASSWORD CERTIFICATE KEY]
Addresses that begin with "refused" are refused for good, with "later" for now; a connection breaks off in the middle of
a mail to one that begins with "broken". Prints its port, which it finds itself for 0, once it listens, and ends with its input.
"""
import base64
import itertools
import os
import random
import socket
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

port, folder = int(sys.argv[1]), sys.argv[2]
while port == 0:
    # Below the ports that connections are given: while this server is down, none of them may take its port.
    try:
        with socket.create_server(("127.0.0.1", random.randrange(20_000, 32_000))) as free:
            port = free.getsockname()[1]
    except OSError:
        continue
numbers = itertools.count(1)


class Keep:
    async def auth_LOGIN(self, server, args):
        # With the name in the first line, as .NET's client sends it.
        name = base64.b64decode(args[1]) if len(args) > 1 else await server.challenge_auth("Username:")
        given = await server.challenge_auth("Password:")
        return AuthResult(success=(name, given) == (user.encode(), password.encode()), handled=False, auth_data=name)

    # That client writes it in small letters.
    auth_login = auth_LOGIN

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused"):
            return "550 5.1.1 No such user here"
        if address.startswith("later"):
            return "451 4.7.1 Greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = os.path.join(folder, f"{next(numbers):06}-{os.getpid()}")
        with open(name, "wb") as file:
            file.write(envelope.content)
        os.rename(name, name + ".eml")
        if envelope.rcpt_tos[0].startswith("broken"):
            server.transport.abort()
        return "250 OK"


settings = {}
if "--auth" in sys.argv:
    user, password, certificate, key = sys.argv[4:8]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    settings = {
        "tls_context": context,
        "require_starttls": True,
        "auth_required": True,
        "auth_exclude_mechanism": ["PLAIN"],
    }
server = Controller(Keep(), hostname="127.0.0.1", port=port, **settings)
server.start()
print(port, flush=True)
sys.stdin.read()
