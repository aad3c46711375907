# Reads the plugin's own files, and what is not among them.
# Ends: fine


def deed():
    loader = __spec__.loader
    assert b"own files" in loader.get_data("deed.py")
    for path in ("../deed.py", "/etc/passwd", "", "\0", "x" * 1_000_000, None, 7):
        try:
            loader.get_data(path)
        except (FileNotFoundError, TypeError):
            continue
        raise AssertionError(path)
    return []
