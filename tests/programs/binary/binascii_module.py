# The binascii module.
import binascii as b

def show(text, scope=None):
    """Prints the value of an expression, or the exception it raises."""
    try:
        result = ascii(eval(text, globals()))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(text, "=>", ascii(result)[1:-1])


for expression in r"""
b.a2b_uu('')
b.a2b_uu('\xe9')
b.a2b_uu(b'!~')
b.a2b_uu(b'!!!!!!!!!')
b.a2b_uu(b'#86)C')
b.a2b_uu(b'#86)C  x')
b.a2b_uu(1)
b.b2a_uu(b'x'*46)
b.b2a_uu(b''), b.b2a_uu(b'abc\0'), b.b2a_uu(b'abc\0',backtick=True), b.a2b_uu(b'#86'), b.a2b_uu(b'\x7f')
b.a2b_base64('YWJj'), b.a2b_base64('YW=='), b.a2b_base64('YWJj=YWJj'), b.a2b_base64('YW==YWJj'), b.a2b_base64('!YW=='), b.a2b_base64('==='), b.a2b_base64('YW= =')
b.a2b_base64('YWJ')
b.a2b_base64('Y')
b.a2b_base64('YW=')
b.a2b_base64('YWJjY')
b.a2b_base64('YWJj!',strict_mode=True)
b.a2b_base64('=YWJj',strict_mode=True)
b.a2b_base64('YW==YW',strict_mode=True)
b.a2b_base64('YW=Y',strict_mode=True)
b.a2b_base64('Y=WJ',strict_mode=True)
b.a2b_base64('YWJj=',strict_mode=True)
b.a2b_base64('YW===',strict_mode=True)
b.a2b_base64('YW=',strict_mode=True)
b.a2b_base64('YW==\n',strict_mode=True)
b.a2b_base64('Y===',strict_mode=True)
b.a2b_base64('\xe9')
b.a2b_base64(1)
b.b2a_base64(b'abc'), b.b2a_base64(b'',newline=False), b.b2a_base64(bytes(range(256)))
b.b2a_base64('a')
b.a2b_hex('abc')
b.a2b_hex('zz')
b.a2b_hex('\xe9')
b.a2b_hex(b'aB')
b.b2a_hex(b'abc',':'), b.b2a_hex(b'abc',b'-',2), b.hexlify(b'\xff')
b.b2a_hex('a')
b.b2a_hex(b'abc','ab')
b.crc32(b'abc'), b.crc32(b'abc',5), b.crc32(b'abc',-1), b.crc32(b'a',2**40), b.crc_hqx(b'abc',0), b.crc_hqx(b'abc',-1), b.crc_hqx(b'a',2**40)
b.crc32('a')
b.crc32(b'a',1.5)
b.a2b_qp(b'a=3D=\nb=\r\nc=\rd=zz= \nx_y'), b.a2b_qp('a_b',header=True), b.a2b_qp(b'a=='), b.a2b_qp(b'='), b.a2b_qp(b'=4'), b.a2b_qp(b'=4\n')
b.a2b_qp(b'=3D=3d=x3'), b.a2b_qp(b'a= b'), b.a2b_qp(b'=\n'), b.a2b_qp(b'a=   '), b.a2b_qp(b'x=\t\ty\nz')
b.b2a_qp(b'a b\t c\n'), b.b2a_qp(b'a b\t c\n',quotetabs=True), b.b2a_qp(b'a b_ c\n',header=True), b.b2a_qp(b'a b',quotetabs=True,header=True)
b.b2a_qp(b'a \n'), b.b2a_qp(b'a\t\r\nb '), b.b2a_qp(b'x'*100), b.b2a_qp(b'\xff'*40), b.b2a_qp(b'a\r\nb\n',istext=False)
b.b2a_qp(b'.'), b.b2a_qp(b'.\n.a\n.'), b.b2a_qp(b'a\n.'), b.b2a_qp(b'a\r\nb\nc'), b.b2a_qp(b'a\nb\r\nc'), b.b2a_qp(b'='), b.b2a_qp(b' '), b.b2a_qp(b'\r')
b.b2a_qp(b'x'*75+b'='), b.b2a_qp(b'x'*76), b.b2a_qp(b'x'*76+b'\n'), b.b2a_qp(b'x'*75+b' \n')
b.b2a_qp('a')
""".strip().splitlines():
    show(expression)
