using System.Text.Json;

namespace Onceover.Store;

/// <summary>Where in the input the parts of one file's entry stand. One object serves for all entries.</summary>
internal sealed class FileTokens
{
    public Token Path { get; private set; }

    public Token Hash { get; private set; }

    public Token Arcs { get; private set; }

    public Token Conditions { get; private set; }

    public List<CountableTokens> Countable { get; } = [];

    public List<ExecutedTokens> Executed { get; } = [];

    /// <summary>Reads the object at which <paramref name="json"/> stands, to its end.</summary>
    /// <exception cref="FormatException">A member is unknown or missing, or no string.</exception>
    public void Read(ref Utf8JsonReader json)
    {
        Begin(default, default, default, default);
        RequireObject(ref json);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("path"u8))
            {
                Path = Token.Next(ref json);
            }
            else if (json.ValueTextEquals("hash"u8))
            {
                Hash = Token.Next(ref json);
            }
            else if (json.ValueTextEquals("arcs"u8))
            {
                Arcs = Token.Next(ref json);
            }
            else if (json.ValueTextEquals("conditions"u8))
            {
                Conditions = Token.Next(ref json);
            }
            else if (json.ValueTextEquals("countable"u8))
            {
                ReadCountable(ref json);
            }
            else if (json.ValueTextEquals("executed"u8))
            {
                ReadExecuted(ref json);
            }
            else
            {
                throw Unknown(ref json);
            }
        }

        Path.Require("path");
    }

    /// <summary>Another entry, of which these are known.</summary>
    public void Begin(Token path, Token hash, Token arcs, Token conditions)
    {
        (Path, Hash, Arcs, Conditions) = (path, hash, arcs, conditions);
        Countable.Clear();
        Executed.Clear();
    }

    private void ReadCountable(ref Utf8JsonReader json)
    {
        RequireArray(ref json);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            RequireObject(ref json);
            var item = default(CountableTokens);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                item = json.ValueTextEquals("python"u8) ? item with { Python = Token.Next(ref json) }
                    : json.ValueTextEquals("statements"u8) ? item with { Statements = Token.Next(ref json) }
                    : json.ValueTextEquals("branches"u8) ? item with { Branches = Token.Next(ref json) }
                    : json.ValueTextEquals("conditions"u8) ? item with { Conditions = Token.Next(ref json) }
                    : json.ValueTextEquals("unknown"u8) ? item with { Unknown = Token.Next(ref json) }
                    : throw Unknown(ref json);
            }

            item.Python.Require("python");
            Countable.Add(item);
        }
    }

    private void ReadExecuted(ref Utf8JsonReader json)
    {
        RequireArray(ref json);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            RequireObject(ref json);
            var item = default(ExecutedTokens);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                item = json.ValueTextEquals("python"u8) ? item with { Python = Token.Next(ref json) }
                    : json.ValueTextEquals("context"u8) ? item with { Context = Token.Next(ref json) }
                    : json.ValueTextEquals("lines"u8) ? item with { Lines = Token.Next(ref json) }
                    : json.ValueTextEquals("branches"u8) ? item with { Branches = Token.Next(ref json) }
                    : json.ValueTextEquals("true"u8) ? item with { SeenTrue = Token.Next(ref json) }
                    : json.ValueTextEquals("false"u8) ? item with { SeenFalse = Token.Next(ref json) }
                    : json.ValueTextEquals("unknown"u8) ? item with { Unknown = Token.Next(ref json) }
                    : throw Unknown(ref json);
            }

            item.Python.Require("python");
            Executed.Add(item);
        }
    }

    private static void RequireObject(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException($"{json.TokenType} where an object belongs");
        }
    }

    private static void RequireArray(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException($"{json.TokenType} where a list belongs");
        }
    }

    /// <summary>To read past a member would lose it when the file is merged; new ones come with a new version.</summary>
    private static FormatException Unknown(ref Utf8JsonReader json) => new($"'{json.GetString()}' is not known");
}

/// <summary>One entry of <c>countable</c>.</summary>
internal readonly record struct CountableTokens(Token Python, Token Statements, Token Branches, Token Conditions, Token Unknown);

/// <summary>One entry of <c>executed</c>.</summary>
internal readonly record struct ExecutedTokens(
    Token Python, Token Context, Token Lines, Token Branches, Token SeenTrue, Token SeenFalse, Token Unknown);
