using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Intake;

/// <summary>
/// Goes through the JSON of a push, once, and knows where it is: whatever is wrong is told with its member. Members come in
/// any order; one that is not known is passed over, because a later version may send it; one that is given twice is refused,
/// because two readers would see two things.
/// </summary>
internal ref struct PushJson
{
    /// <summary>Objects and arrays within one another.</summary>
    public const int MaxDepth = 16;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = MaxDepth };

    private Utf8JsonReader _json;

    public PushJson(ReadOnlySpan<byte> body) => _json = new(body, Strict);

    /// <summary>What kind of value the reader is on.</summary>
    public readonly JsonTokenType Kind => _json.TokenType;

    /// <summary>Whether the value is the text of no characters.</summary>
    public readonly bool IsEmptyText => _json.TokenType == JsonTokenType.String && _json.ValueSpan.IsEmpty;

    /// <summary>Where the present object is, such as <c>more[2].</c>; empty for the whole.</summary>
    public string Outer { get; set; } = "";

    /// <summary>The list within it of which an element is read, such as <c>readings</c>.</summary>
    public string? List { get; set; }

    /// <summary>Which element.</summary>
    public int Index { get; set; }

    /// <summary>Goes on to the next value, whatever it is.</summary>
    /// <exception cref="JsonException">The text ends, or is not JSON.</exception>
    public void Next()
    {
        if (!_json.Read())
        {
            throw new JsonException("it ends too early");
        }
    }

    /// <summary>Goes on to the value of a member, or to the end of the list.</summary>
    /// <param name="end">What the list or object ends with.</param>
    /// <returns>False at the end.</returns>
    public bool NextUntil(JsonTokenType end)
    {
        Next();
        return _json.TokenType != end;
    }

    /// <summary>Whether the member that the reader is on has a name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name) => _json.ValueTextEquals(name);

    /// <summary>Goes from a member's name to its value.</summary>
    /// <param name="seen">The members that came before.</param>
    /// <param name="bit">This one's.</param>
    /// <param name="name">Its name.</param>
    /// <returns>Whether there is one: null is none.</returns>
    /// <exception cref="BadHttpRequestException">It came before.</exception>
    public bool Begin(ref int seen, int bit, string name)
    {
        if ((seen & bit) != 0)
        {
            throw Wrong(name, "is given twice");
        }

        Next();
        if (_json.TokenType == JsonTokenType.Null)
        {
            return false;
        }

        seen |= bit;
        return true;
    }

    /// <summary>Passes over a member that nobody knows, on its name.</summary>
    public void Skip() => _json.Skip();

    /// <summary>The end of the text.</summary>
    /// <exception cref="JsonException">There is more.</exception>
    public void End() => _json.Read();

    /// <summary>Refuses whatever begins otherwise than an object.</summary>
    public readonly void RequireObject(string name) => Require(JsonTokenType.StartObject, name, "an object");

    /// <summary>Refuses whatever begins otherwise than a list.</summary>
    public readonly void RequireList(string name) => Require(JsonTokenType.StartArray, name, "a list");

    /// <summary>A text that goes into no log and no page before it is checked.</summary>
    public readonly string Text(string name)
    {
        Require(JsonTokenType.String, name, "a text");
        return _json.GetString()!;
    }

    /// <summary>A name; null when it is none that can be kept.</summary>
    public readonly string? Name(NameTable names, string name)
    {
        Require(JsonTokenType.String, name, "a text");
        return names.Read(in _json);
    }

    /// <summary>A whole number.</summary>
    public readonly long Whole(string name, long least)
    {
        return _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out var number) && number >= least && number <= PushRules.MaxWhole
            ? number
            : throw NotAccepted(name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {PushRules.MaxWhole}"));
    }

    /// <summary>A number, which may be too large to be one.</summary>
    public readonly double Number(string name)
    {
        Require(JsonTokenType.Number, name, "a number");
        return _json.GetDouble();
    }

    /// <summary>A flag.</summary>
    public readonly bool Flag(string name) =>
        _json.TokenType is JsonTokenType.True or JsonTokenType.False ? _json.TokenType == JsonTokenType.True : throw NotAccepted(name, "true or false");

    /// <summary>A time in UTC, to the millisecond. Without an offset it would be anybody's.</summary>
    public readonly DateTimeOffset Time(string name)
    {
        if (_json.TokenType == JsonTokenType.String
            && _json.ValueSpan is var text
            && text.Length is >= 20 and <= 40
            && (text[^1] is (byte)'Z' || text[^6] is (byte)'+' or (byte)'-')
            && _json.TryGetDateTimeOffset(out var time))
        {
            return new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        }

        throw NotAccepted(name, "a time such as \"2026-03-01T12:00:00.250Z\"");
    }

    /// <summary>A member that must be there.</summary>
    public readonly void RequireAll(int seen, params ReadOnlySpan<(int Bit, string Name)> members)
    {
        foreach (var (bit, name) in members)
        {
            if ((seen & bit) == 0)
            {
                throw Wrong(name, "is missing");
            }
        }
    }

    /// <summary>What is wrong with a member.</summary>
    public readonly BadHttpRequestException Wrong(string name, string what)
    {
        var place = List is null ? Outer : string.Create(CultureInfo.InvariantCulture, $"{Outer}{List}[{Index}].");
        return new($"{(name.Length == 0 ? place.TrimEnd('.') : place + name)} {what}.");
    }

    /// <summary>What is wrong with the value that the reader is on.</summary>
    public readonly BadHttpRequestException NotAccepted(string name, string accepted)
    {
        var shown = _json.TokenType switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "a list",
            JsonTokenType.String => $"\"{Encoding.UTF8.GetString(_json.ValueSpan[..Math.Min(_json.ValueSpan.Length, 256)])}\"",
            _ => Encoding.UTF8.GetString(_json.ValueSpan[..Math.Min(_json.ValueSpan.Length, 256)]),
        };
        return Wrong(name, $"= {Logs.LogLine.Of(RequestQuery.Short(shown))} is not {accepted}");
    }

    private readonly void Require(JsonTokenType kind, string name, string accepted)
    {
        if (_json.TokenType != kind)
        {
            throw NotAccepted(name, accepted);
        }
    }
}
