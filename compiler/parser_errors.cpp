// How the parser reports what is wrong: positions, the names of things, invalid targets.

#include <algorithm>

#include "compiler/parser_state.h"

namespace pyro {

using ast::NodeKind;

// Characters, from 1, for a column of the tree.
int Parser::to_character_offset(int lineno, int col_offset) const {
  if (col_offset < 0) return 0;
  int line_here = lineno - origin_.line_delta;
  int column = col_offset;
  if (is_nested_) {
    column -= line_here == 1 ? origin_.first_line_column_delta : origin_.other_line_column_delta;
  }
  // CPython turns bytes into characters only where it knows the encoding of the source.
  if (!source_.has_known_encoding()) return column + 1;
  return source_.characters_before(line_here, column) + 1;
}

// The source lines that an error shows, as CPython picks them: while the last of them is being
// read, all that the current token has been read from, with the line end; else the line alone.
std::string_view Parser::error_text(int lineno) const {
  bool is_being_read = tokens_.empty() || lineno >= tokens_.back().end_lineno;
  if (!is_being_read) return source_.line(lineno);
  uint32_t begin = source_.line_start(std::min(lineno, lexer_.group_lineno()));
  return source_.text().substr(begin, source_.line_start(lineno + 1) - begin);
}

// A column as an offset: characters before it in the text that is shown, from 1. CPython counts
// them from the start of that text even where the text has several lines, or where the column
// belongs to a later line.
int Parser::to_shown_offset(int lineno, int col_offset, std::string_view shown) const {
  if (col_offset < 0) return 0;
  int column = col_offset;
  if (is_nested_) {
    bool is_first = lineno - origin_.line_delta == 1;
    column -= is_first ? origin_.first_line_column_delta : origin_.error_column_delta;
  }
  if (!source_.has_known_encoding()) return column + 1;
  return count_characters(shown.substr(0, column)) + 1;
}

std::nullptr_t Parser::raise_raw(SyntaxErrorInfo error) {
  if (stopped_) return nullptr;
  stopped_ = true;
  error_ = std::move(error);
  if (is_nested_ && error_from_lexer_) {
    error_.lineno += origin_.line_delta;
    error_.end_lineno += origin_.line_delta;
  }
  return nullptr;
}

std::nullptr_t Parser::raise(const std::string& message, const SourceRange& range,
                             SyntaxErrorKind kind) {
  if (stopped_) return nullptr;
  bool ends_in_bracket = lexer_.reached_end() && lexer_.open_bracket_count() > 0;
  if (ends_in_bracket && !is_nested_) return raise_raw(lexer_.unclosed_bracket_error());
  SyntaxErrorInfo error;
  error.kind = kind;
  error.message = is_nested_ ? "f-string: " + message : message;
  error.lineno = range.lineno;
  std::string_view shown = error_text(range.lineno - origin_.line_delta);
  error.offset = to_shown_offset(range.lineno, range.col_offset, shown);
  error.end_lineno = range.end_lineno;
  error.end_offset = to_shown_offset(range.end_lineno, range.end_col_offset, shown);
  error.has_text = true;
  error.text = shown;
  return raise_raw(std::move(error));
}

std::nullptr_t Parser::raise_tokens(const std::string& message, size_t first, size_t last) {
  if (stopped_) return nullptr;
  SourceRange begin = token_range(token_at(first));
  SourceRange end = token_range(token_at(last));
  return raise(message, {begin.lineno, begin.col_offset, end.end_lineno, end.end_col_offset});
}

// From a token to the last one that has been looked at; CPython's end is one short of its end.
std::nullptr_t Parser::raise_from_token(const std::string& message, size_t first) {
  if (stopped_) return nullptr;
  SourceRange begin = token_range(token_at(first));
  SourceRange last = token_range(tokens_.back());
  return raise(message, {begin.lineno, begin.col_offset, last.end_lineno, last.end_col_offset - 1});
}

// At the last token that has been looked at. A token without text stands where the lexer stands.
std::nullptr_t Parser::raise_at_last_token(const std::string& message, SyntaxErrorKind kind) {
  if (stopped_) return nullptr;
  const Token last = tokens_.back();
  if (last.col_offset >= 0) return raise(message, token_range(last), kind);
  int offset =
      source_.has_known_encoding() ? lexer_.current_column() : lexer_.current_byte_column();
  raise(message, token_range(last), kind);
  if (error_.message.ends_with(message)) {
    error_.offset = offset;
    error_.end_offset = -1;
  }
  return nullptr;
}

std::nullptr_t Parser::raise_missing_block(const char* what, size_t keyword) {
  if (stopped_) return nullptr;
  int lineno = token_range(token_at(keyword)).lineno;
  return raise_at_last_token("expected an indented block after " + std::string(what) + " on line " +
                                 std::to_string(lineno),
                             SyntaxErrorKind::IndentationError);
}

std::nullptr_t Parser::raise_version(const char* what, int minor) {
  return raise_at_last_token(std::string(what) + " only supported in Python 3." +
                             std::to_string(minor) + " and greater");
}

bool Parser::check_version(int minor, const char* what) {
  if (options_.feature_version >= minor) return true;
  raise_version(what, minor);
  return false;
}

// What error messages call an expression.
const char* Parser::describe(const ExprNode* node) {
  switch (node->node_kind) {
    case NodeKind::Attribute:
      return "attribute";
    case NodeKind::Subscript:
      return "subscript";
    case NodeKind::Starred:
      return "starred";
    case NodeKind::Name:
      return "name";
    case NodeKind::List:
      return "list";
    case NodeKind::Tuple:
      return "tuple";
    case NodeKind::Lambda:
      return "lambda";
    case NodeKind::Call:
      return "function call";
    case NodeKind::BoolOp:
    case NodeKind::BinOp:
    case NodeKind::UnaryOp:
      return "expression";
    case NodeKind::GeneratorExp:
      return "generator expression";
    case NodeKind::Yield:
    case NodeKind::YieldFrom:
      return "yield expression";
    case NodeKind::Await:
      return "await expression";
    case NodeKind::ListComp:
      return "list comprehension";
    case NodeKind::SetComp:
      return "set comprehension";
    case NodeKind::DictComp:
      return "dict comprehension";
    case NodeKind::Dict:
      return "dict literal";
    case NodeKind::Set:
      return "set display";
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue:
      return "f-string expression";
    case NodeKind::Compare:
      return "comparison";
    case NodeKind::IfExp:
      return "conditional expression";
    case NodeKind::NamedExpr:
      return "named expression";
    case NodeKind::Constant:
      switch (static_cast<const ast::Constant*>(node)->value.kind) {
        case ast::ConstantKind::None:
          return "None";
        case ast::ConstantKind::True:
          return "True";
        case ast::ConstantKind::False:
          return "False";
        case ast::ConstantKind::Ellipsis:
          return "ellipsis";
        default:
          return "literal";
      }
    default:
      return "expression";
  }
}

// The first part of `node` that cannot be assigned to (or deleted); null if all can.
ExprNode* Parser::find_invalid_target(ExprNode* node, TargetUse use) {
  auto search = [use](Span<ExprNode*> items) -> ExprNode* {
    for (ExprNode* item : items) {
      if (ExprNode* wrong = find_invalid_target(item, use)) return wrong;
    }
    return nullptr;
  };
  switch (node->node_kind) {
    case NodeKind::List:
      return search(static_cast<ast::List*>(node)->elts);
    case NodeKind::Tuple:
      return search(static_cast<ast::Tuple*>(node)->elts);
    case NodeKind::Starred:
      if (use == TargetUse::Deletion) return node;
      return find_invalid_target(static_cast<ast::Starred*>(node)->value, use);
    case NodeKind::Compare: {
      // `for x in y` reads as a comparison: its left side is the target
      auto* comparison = static_cast<ast::Compare*>(node);
      bool is_loop = use == TargetUse::Loop && comparison->ops[0] == ast::CompareOperator::In;
      if (use != TargetUse::Loop) return node;
      return is_loop ? find_invalid_target(comparison->left, use) : nullptr;
    }
    case NodeKind::Name:
    case NodeKind::Subscript:
    case NodeKind::Attribute:
      return nullptr;
    default:
      return node;
  }
}

bool Parser::raise_invalid_target(ExprNode* node, TargetUse use) {
  ExprNode* wrong = node != nullptr && !stopped_ ? find_invalid_target(node, use) : nullptr;
  if (wrong == nullptr) return false;
  const char* verb = use == TargetUse::Deletion ? "cannot delete " : "cannot assign to ";
  raise(std::string(verb) + describe(wrong), node_range(wrong));
  return true;
}

}  // namespace pyro
