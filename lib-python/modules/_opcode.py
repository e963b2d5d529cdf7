"""What the modules dis and opcode ask about instructions."""


def stack_effect(opcode, oparg=None, /, *, jump=None):
    """By how many values an instruction makes the stack higher.

Like the modules opcode and dis, this describes the instructions of CPython 3.11; the interpreter's own have no stack."""
    opcode, oparg = opcode.__index__(), oparg if oparg is None else oparg.__index__()
    if jump is not None and jump is not True and jump is not False:
        raise ValueError('stack_effect: jump must be False, True or None')
    if opcode >= 90 and oparg is None:
        raise ValueError('stack_effect: opcode requires oparg but oparg was not specified')
    if opcode < 90 and oparg is not None:
        raise ValueError('stack_effect: opcode does not permit oparg but oparg was specified')
    # One letter for each instruction: 'e' is 0, 'd' is -1 and so on; 'j' depends on `jump`, '?' on the argument.
    effects = (
               'edf......eeee..e.........d....ffff.fee...........fefffc.....bc......eedf..fe......eddeeeddde?j?cddee'
               'ff????eddfejj.dd?dddf.djfde.dd?e??eeffdee.?.eddcfe.ec..???..f.dddd?....dedddd'
    )
    kind = effects[opcode] if 0 <= opcode < len(effects) else '.'
    if kind == '.':
        raise ValueError('invalid opcode or oparg')
    if kind == 'j':  # FOR_ITER, JUMP_IF_FALSE_OR_POP, JUMP_IF_TRUE_OR_POP, SEND
        taken, falls = {93: (-1, 1), 111: (0, -1), 112: (0, -1), 123: (-1, 0)}[opcode]
        return max(taken, falls) if jump is None else taken if jump else falls
    if kind != '?':
        return ord(kind) - ord('e')
    if opcode == 92:  # UNPACK_SEQUENCE
        return oparg - 1
    if opcode == 94:  # UNPACK_EX
        return (oparg & 0xff) + (oparg >> 8)
    if opcode in (102, 103, 104, 157):  # BUILD_TUPLE, BUILD_LIST, BUILD_SET, BUILD_STRING
        return 1 - oparg
    if opcode == 105:  # BUILD_MAP
        return 1 - 2 * oparg
    if opcode == 116:  # LOAD_GLOBAL
        return 1 + (oparg & 1)
    if opcode == 132:  # MAKE_FUNCTION
        return -(oparg & 15).bit_count()
    if opcode == 133:  # BUILD_SLICE
        return -2 if oparg == 3 else -1
    if opcode == 142:  # CALL_FUNCTION_EX
        return -2 - (oparg & 1)
    if opcode == 155:  # FORMAT_VALUE
        return -1 if oparg & 4 else 0
    return -oparg  # RAISE_VARARGS, BUILD_CONST_KEY_MAP, PRECALL


def get_specialization_stats():
    """Statistics that only special builds of CPython keep: None."""
    return None
