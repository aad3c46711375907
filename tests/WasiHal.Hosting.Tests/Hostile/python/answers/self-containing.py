# Answers a list that holds itself.
# At: poll, render, invoke
# Ends: failed
# Says: TypeError: .*


def deed():
    answer = []
    answer.append(answer)
    return answer
