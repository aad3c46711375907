# A page of 5 MB.
# At: render, invoke
# Ends: failed
# Says: a text of 5000000 bytes is longer than 262144 \(plugins\.ID\.limits\.\w+\)|.* 5000000 bytes .*


def deed():
    return "<p>" * 1_666_666 + "xx"
