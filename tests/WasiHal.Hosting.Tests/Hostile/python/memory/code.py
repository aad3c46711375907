# Compiles ever larger source.
# Ends: failed or lost
# Says: (MemoryError|SyntaxError|RecursionError).*|ABORTED|STACK


def deed():
    text = "x = [" + "1, " * 1000 + "]\n"
    while True:
        compile(text, "large", "exec")
        text += text
