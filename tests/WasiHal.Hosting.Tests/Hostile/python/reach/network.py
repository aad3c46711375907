# Imports everything that could reach a network.
# Ends: fine


def deed():
    for name in ("socket", "_socket", "ssl", "_ssl", "select", "selectors", "http.client", "urllib.request", "ftplib", "smtplib", "asyncio", "socketserver", "xmlrpc.client"):
        try:
            __import__(name)
        except ImportError:
            continue
        raise AssertionError(f"{name} is there")
    return []
