// `'%s' % (x,)` with a literal on the left becomes an f-string: no tuple, no parsing at run time.

#include <cctype>

#include "compiler/constant_folding.h"

namespace pyro::compiler {

using namespace ast;

namespace {

constexpr int kMaximumDigits = 3;  // of a width or a precision

// A conversion like %-10.3s.
struct Conversion {
  bool left_aligned = false;
  int width = -1, precision = -1;
  char kind = 0;
};

class FormatParser {
 public:
  FormatParser(Arena& arena, const BinOp* node, std::string_view format, Span<ExprNode*> arguments)
      : arena_(arena), node_(node), format_(format), arguments_(arguments) {}

  bool parse() {
    while (at_ < format_.size()) {
      literal();
      if (at_ >= format_.size()) break;
      Conversion conversion;
      if (!parse_conversion(&conversion) || used_ >= arguments_.size) return false;
      add(conversion);
    }
    return used_ == arguments_.size;
  }

  const JoinedStr* result() {
    auto* joined = located<JoinedStr>();
    joined->values = arena_.copy_span(parts_);
    return joined;
  }

 private:
  template <typename T>
  T* located() {
    T* made = arena_.make<T>();
    made->lineno = node_->lineno;
    made->col_offset = node_->col_offset;
    made->end_lineno = node_->end_lineno;
    made->end_col_offset = node_->end_col_offset;
    return made;
  }

  ExprNode* text_node(std::string_view text) {
    auto* constant = located<ast::Constant>();
    constant->value.kind = ConstantKind::Str;
    constant->value.text = arena_.copy_text(text);
    return constant;
  }

  void literal() {
    std::string text;
    while (at_ < format_.size()) {
      if (format_[at_] == '%') {
        if (at_ + 1 >= format_.size() || format_[at_ + 1] != '%') break;
        ++at_;
      }
      text += format_[at_++];
    }
    if (!text.empty()) parts_.push_back(text_node(text));
  }

  bool digits(int* value) {
    int count = 0;
    *value = 0;
    for (; at_ < format_.size() && std::isdigit(static_cast<unsigned char>(format_[at_])) != 0;
         ++at_, ++count) {
      *value = *value * 10 + (format_[at_] - '0');
      if (count >= kMaximumDigits) return false;
    }
    return true;
  }

  bool parse_conversion(Conversion* conversion) {
    ++at_;  // the %
    for (; at_ < format_.size(); ++at_) {
      char flag = format_[at_];
      if (flag == '-') {
        conversion->left_aligned = true;
      } else if (flag != '+' && flag != ' ' && flag != '#' && flag != '0') {
        break;
      }
    }
    if (at_ < format_.size() && std::isdigit(static_cast<unsigned char>(format_[at_])) != 0 &&
        !digits(&conversion->width)) {
      return false;
    }
    if (at_ < format_.size() && format_[at_] == '.') {
      ++at_;
      if (!digits(&conversion->precision)) return false;
    }
    if (at_ >= format_.size()) return false;
    conversion->kind = format_[at_++];
    return conversion->kind == 's' || conversion->kind == 'r' || conversion->kind == 'a';
  }

  void add(const Conversion& conversion) {
    ExprNode* argument = arguments_[used_++];
    auto* formatted = arena_.make<FormattedValue>();
    formatted->lineno = argument->lineno;
    formatted->col_offset = argument->col_offset;
    formatted->end_lineno = argument->end_lineno;
    formatted->end_col_offset = argument->end_col_offset;
    formatted->value = argument;
    formatted->conversion = conversion.kind;
    std::string spec;
    // str.__format__ aligns to the left by itself, % to the right.
    if (!conversion.left_aligned && conversion.width > 0) spec += '>';
    if (conversion.width >= 0) spec += std::to_string(conversion.width);
    if (conversion.precision >= 0) spec += "." + std::to_string(conversion.precision);
    if (!spec.empty()) formatted->format_spec = text_node(spec);
    parts_.push_back(formatted);
  }

  Arena& arena_;
  const BinOp* node_;
  std::string_view format_;
  Span<ExprNode*> arguments_;
  size_t at_ = 0;
  uint32_t used_ = 0;
  std::vector<ExprNode*> parts_;
};

}  // namespace

const JoinedStr* ConstantFolder::fold_format(const BinOp* node) {
  auto* format = as<ast::Constant>(node->left);
  auto* arguments = as<Tuple>(node->right);
  if (node->op != Operator::Mod || format == nullptr || arguments == nullptr) return nullptr;
  if (format->value.kind != ConstantKind::Str) return nullptr;
  if (fold(arguments) != nullptr) return nullptr;  // a constant tuple costs nothing
  for (const ExprNode* argument : arguments->elts) {
    if (argument->node_kind == NodeKind::Starred) return nullptr;
  }
  FormatParser parser(arena_, node, format->value.text, arguments->elts);
  return parser.parse() ? parser.result() : nullptr;
}

}  // namespace pyro::compiler
