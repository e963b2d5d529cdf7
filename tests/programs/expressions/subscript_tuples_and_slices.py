class Show:
    def __getitem__(self, key):
        return key


show = Show()
print(show[1], show[1, 2], show[1:2], show[1:2, ::3], show[...], show[()], show[:, None])
print(show[*[1, 2]], show[0, *"ab"], show[lambda: 0 :] is not None, show[(1)], show[1,])
