class Account:
    def __init__(self):
        self.balance = 10

    def deposit(self):
        pass


Account().balence
