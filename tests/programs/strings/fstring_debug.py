value, text = 5, "hi"
print(f"{value=} {value = } {text=} {text=!s} {value=:>5} {value + 1=} {text.upper()=}")
print(f"{ value = :03d} {text = !r:>6} {value=!r}", f"{[1,2]=}", f"{(1==2)=}")
