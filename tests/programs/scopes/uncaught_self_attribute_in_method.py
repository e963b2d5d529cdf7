class Account:
    def __init__(self):
        self.blance = 0

    def show(self):
        return self.balance


print("start")
Account().show()
