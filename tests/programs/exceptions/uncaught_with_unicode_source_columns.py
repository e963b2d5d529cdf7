été = {"clé": [1, 2]}
print("avant")
valeur = "日本語", été["clé"][5] + 1
