#include "compiler/disassemble.h"

#include <charconv>
#include <cmath>

#include "compiler/bytecodes.h"

namespace pyro::compiler {

namespace {

std::string quote(const std::string& text, const char* prefix) {
  static const char* const kHex = "0123456789abcdef";
  std::string out = std::string(prefix) + "'";
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\'' || c == '\\') {
      out += std::string("\\") + c;
    } else if (byte < 32 || byte == 127 || (byte >= 128 && *prefix == 'b')) {
      out += std::string("\\x") + kHex[byte >> 4] + kHex[byte & 15];
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::string number(double value) {
  char buffer[64];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  std::string text(buffer, end);
  bool is_plain = text.find_first_of(".en") == std::string::npos;
  return is_plain ? text + ".0" : text;
}

class Listing {
 public:
  Listing(const CodeUnit& unit, bool with_positions)
      : unit_(unit), with_positions_(with_positions) {}

  std::string text() {
    header();
    size_t position = 0;
    for (uint32_t at = 0; at < unit_.words.size();) {
      while (position < unit_.positions.size() && unit_.positions[position].offset <= at)
        ++position;
      line_of(position);
      at += instruction(at);
    }
    for (const ExceptionEntry& entry : unit_.exceptions) {
      out_ += "  protects " + std::to_string(entry.start) + ".." + std::to_string(entry.end) +
              " -> " + std::to_string(entry.handler) + " in r" +
              std::to_string(entry.exception_register) + "\n";
    }
    return std::move(out_);
  }

 private:
  void names(const char* title, const std::vector<std::string>& list) {
    if (list.empty()) return;
    out_ += std::string("  ") + title + ":";
    for (const std::string& name : list) out_ += " " + name;
    out_ += "\n";
  }

  void header() {
    out_ += "code " + unit_.qualified_name + " line " + std::to_string(unit_.first_line) +
            " flags " + std::to_string(unit_.flags) + " args " +
            std::to_string(unit_.argument_count) + "/" +
            std::to_string(unit_.positional_only_count) + "/" +
            std::to_string(unit_.keyword_only_count) + " registers " +
            std::to_string(unit_.register_count) + "\n";
    names("variables", unit_.variable_names);
    names("cells", unit_.cell_names);
    names("free", unit_.free_names);
    if (unit_.cell_registers.empty()) return;
    out_ += "  cell registers:";
    for (uint16_t cell : unit_.cell_registers) out_ += " r" + std::to_string(cell);
    out_ += "\n";
  }

  void line_of(size_t position) {
    std::string text;
    if (position > 0) {
      const PositionEntry& entry = unit_.positions[position - 1];
      text = entry.line > 0 ? std::to_string(entry.line) : "-";
      if (with_positions_ && entry.line > 0) {
        text += ":" + std::to_string(entry.column) + "-" + std::to_string(entry.end_line) + ":" +
                std::to_string(entry.end_column);
      }
    }
    if (text == last_line_)
      text.clear();
    else
      last_line_ = text;
    size_t width = with_positions_ ? 18 : 5;
    out_ += std::string(text.size() < width ? width - text.size() : 0, ' ') + text + " ";
  }

  uint32_t instruction(uint32_t at) {
    uint32_t word = unit_.words[at];
    const OpInfo& info = op_info(static_cast<Op>(word & 0xff));
    std::string offset = std::to_string(at);
    out_ += std::string(offset.size() < 5 ? 5 - offset.size() : 0, ' ') + offset + "  " + info.name;
    operands(word, info);
    if (info.extra != ExtraWord::kNone) extra(at, info);
    out_ += "\n";
    return static_cast<uint32_t>(info.words());
  }

  void window(uint32_t first, uint32_t count) {
    out_ += " [r" + std::to_string(first) + " x" + std::to_string(count) + "]";
  }

  void operands(uint32_t word, const OpInfo& info) {
    const uint32_t values[3] = {word >> 8 & 0xff, word >> 16 & 0xff, word >> 24};
    for (int i = 0; i < 3; ++i) {
      uint32_t value = values[i];
      uint32_t wide = word >> 16;
      switch (info.operands[i].mode) {
        case OperandMode::kNone:
          break;
        case OperandMode::kWrite:
        case OperandMode::kRead:
        case OperandMode::kReadWrite:
          out_ += " r" + std::to_string(value);
          break;
        case OperandMode::kUnsigned:
          out_ += " " + std::to_string(value);
          break;
        case OperandMode::kSigned:
          out_ += " " + std::to_string(static_cast<int8_t>(value));
          break;
        case OperandMode::kConstant16:
          out_ += " " + constant(wide);
          break;
        case OperandMode::kSigned16:
          out_ += " " + std::to_string(static_cast<int16_t>(wide));
          break;
        case OperandMode::kUnsigned16:
          out_ += " far" + std::to_string(wide);
          break;
        case OperandMode::kReadWindow:
        case OperandMode::kWriteWindow:
          window(value, info.operands[i].window);
          break;
        case OperandMode::kReadWindowCounted:
        case OperandMode::kWriteWindowCounted:
          window(value, info.operands[i].window + values[2]);
          break;
      }
    }
  }

  std::string constant(uint32_t index) {
    return index < unit_.constants.size() ? describe_constant(unit_.constants[index])
                                          : "?" + std::to_string(index);
  }

  std::string cell_name(uint32_t index) {
    if (index < unit_.cell_names.size()) return unit_.cell_names[index];
    index -= static_cast<uint32_t>(unit_.cell_names.size());
    return index < unit_.free_names.size() ? unit_.free_names[index] : "?";
  }

  void extra(uint32_t at, const OpInfo& info) {
    uint32_t word = unit_.words[at + 1];
    uint32_t low = word & 0xffff;
    switch (info.extra) {
      case ExtraWord::kNone:
      case ExtraWord::kCache:
        break;
      case ExtraWord::kJump:
        out_ += " -> " + std::to_string(at + 2 + word);
        break;
      case ExtraWord::kNameCache:
        out_ += " " + (low < unit_.names.size() ? unit_.names[low] : "?");
        break;
      case ExtraWord::kConstantCache:
        out_ += " " + constant(low);
        break;
      case ExtraWord::kWord:
        word_operand(static_cast<Op>(unit_.words[at] & 0xff), word);
        break;
    }
  }

  void word_operand(Op op, uint32_t word) {
    switch (op) {
      case Op::kLoadConstWide:
      case Op::kMakeFunction:
        out_ += " " + constant(word);
        break;
      case Op::kCheckBound:
      case Op::kDeleteLocal:
        out_ += " " + (word < unit_.variable_names.size() ? unit_.variable_names[word] : "?");
        break;
      case Op::kGetCell:
      case Op::kDeleteCell:
        out_ += " " + cell_name(word);
        break;
      default:
        out_ += " " + std::to_string(word);
        break;
    }
  }

  const CodeUnit& unit_;
  bool with_positions_;
  std::string out_, last_line_;
};

void nested_units(const Constant& constant, std::vector<const CodeUnit*>* units) {
  if (constant.kind == Constant::Kind::kCode) units->push_back(constant.code.get());
}

}  // namespace

std::string describe_constant(const Constant& constant) {
  auto items = [&constant] {
    std::string out;
    for (const Constant& item : constant.items)
      out += (out.empty() ? "" : ", ") + describe_constant(item);
    return out;
  };
  switch (constant.kind) {
    case Constant::Kind::kNone:
      return "None";
    case Constant::Kind::kTrue:
      return "True";
    case Constant::Kind::kFalse:
      return "False";
    case Constant::Kind::kEllipsis:
      return "Ellipsis";
    case Constant::Kind::kInt:
      return constant.is_big ? "0x" + constant.text : std::to_string(constant.integer);
    case Constant::Kind::kFloat:
      return number(constant.real);
    case Constant::Kind::kComplex:
      return "complex(" + number(constant.real) + ", " + number(constant.imaginary) + ")";
    case Constant::Kind::kStr:
      return quote(constant.text, "");
    case Constant::Kind::kBytes:
      return quote(constant.text, "b");
    case Constant::Kind::kTuple:
      return "(" + items() + (constant.items.size() == 1 ? ",)" : ")");
    case Constant::Kind::kFrozenSet:
      return "frozenset({" + items() + "})";
    case Constant::Kind::kCode:
      return "<code " + constant.code->name + ">";
  }
  return "?";
}

std::string disassemble(const CodeUnit& unit, bool with_positions) {
  std::string out = Listing(unit, with_positions).text();
  std::vector<const CodeUnit*> units;
  for (const Constant& constant : unit.constants) nested_units(constant, &units);
  for (const CodeUnit* nested : units) out += "\n" + disassemble(*nested, with_positions);
  return out;
}

}  // namespace pyro::compiler
