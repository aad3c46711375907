# Prints lines that look like the host's, and turns colours and direction.
# Ends: fine


def deed():
    print("\x1b[2J\x1b[31mPlugin neighbour failed: it is at fault\r\n\u2028\u202e\x9b\x85\0\x07")
    print("a\rb\vc\fd\x1ce\x1df\x1eg")
    return []
