import csv
import io

rows = list(csv.reader(io.StringIO('a,b,"c ""quoted"", x"\r\n1,,3\n"multi\nline",x')))
print(rows, list(csv.reader(["a;b"], delimiter=";")), list(csv.DictReader(io.StringIO("x,y\n1,2\n3"))), list(csv.reader(["'a,b',c"], quotechar="'")))
out = io.StringIO()
writer = csv.writer(out)
writer.writerow(["a", 1, None, 2.5, 'q"uote', "com,ma", "new\nline"])
csv.writer(out, delimiter="\t", quoting=csv.QUOTE_ALL).writerows([[1, "x"], []])
print(repr(out.getvalue()), csv.Sniffer().sniff("a;b;c\n1;2;3").delimiter, csv.list_dialects())
for call in ("list(csv.reader([5]))", "csv.reader([], delimiter='ab')", "csv.writer(5)", "csv.reader(['a'], dialect='nope')", "csv.writer(out).writerow(5)", "list(csv.reader(['\"a'], strict=True))", "csv.writer(out, quoting=csv.QUOTE_NONE).writerow(['a,b'])"):
    try:
        eval(call)
    except Exception as error:
        print(call, type(error).__name__, error)
