namespace Onceover.Analysis;

internal ref partial struct Tokenizer
{
    private Token Operator(byte b)
    {
        var second = position + 1 < text.Length ? text[position + 1] : (byte)0;
        var third = position + 2 < text.Length ? text[position + 2] : (byte)0;
        var (kind, length) = (char)b switch
        {
            ':' => second == '=' ? (TokenKind.ColonEqual, 2) : (TokenKind.Colon, 1),
            ',' => (TokenKind.Comma, 1),
            ';' => (TokenKind.Semicolon, 1),
            '.' => second == '.' && third == '.' ? (TokenKind.Ellipsis, 3) : (TokenKind.Dot, 1),
            '=' => second == '=' ? (TokenKind.Operator, 2) : (TokenKind.Equal, 1),
            '@' => second == '=' ? (TokenKind.Operator, 2) : (TokenKind.At, 1),
            '|' => second == '=' ? (TokenKind.Operator, 2) : (TokenKind.Bar, 1),
            '*' => second == '*' || second == '=' ? (TokenKind.Operator, second == '*' && third == '=' ? 3 : 2) : (TokenKind.Star, 1),
            '/' or '<' or '>' when second == b => (TokenKind.Operator, third == '=' ? 3 : 2),
            '-' when second == '>' => (TokenKind.Operator, 2),
            '!' => second == '=' ? (TokenKind.Operator, 2) : (TokenKind.Error, 0),
            _ => (TokenKind.Operator, second == '=' && b != '~' ? 2 : 1),
        };
        if (kind == TokenKind.Error)
        {
            return Error($"'{(char)b}' starts no token");
        }

        var token = new Token(kind, position, length, Line, Line);
        position += length;
        return token;
    }
}
