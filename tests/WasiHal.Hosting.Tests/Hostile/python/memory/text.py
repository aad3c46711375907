# Doubles a text.
# Ends: failed
# Says: MEMORY


def deed():
    text = "ä"
    while True:
        text += text
