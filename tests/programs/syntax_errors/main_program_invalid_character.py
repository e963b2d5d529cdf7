x = 1
y = “quoted”
