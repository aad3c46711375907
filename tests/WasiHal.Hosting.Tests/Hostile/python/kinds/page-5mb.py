# A page of 5 MB.
# At: render, invoke
# Ends: failed
# Says: a text of 5000000 bytes: at most 262144 bytes are accepted \(plugins\.ID\.limits\.text_bytes\)|.* 5000000 bytes .*


def deed():
    return "<p>" * 1_666_666 + "xx"
