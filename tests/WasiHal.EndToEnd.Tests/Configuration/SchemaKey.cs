using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WasiHal.EndToEnd.Tests.Configuration;

/// <summary>One key of the schema: where it stands, and values that are right and wrong for it, as TOML writes them.</summary>
/// <param name="Path">With dots; a free name in it is <c>one</c>.</param>
/// <param name="Parent">The table that it stands in.</param>
/// <param name="IsParentOpen">Whether that table has free names.</param>
/// <param name="Schema">What is said of it.</param>
internal sealed record SchemaKey(string Path, string Parent, bool IsParentOpen, JsonObject Schema)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <summary>Every key that has a value or a list; keys of ASP.NET Core aside.</summary>
    public static IEnumerable<SchemaKey> All(string schema) =>
        Below("", JsonNode.Parse(schema)!.AsObject()).Where(key => key.Path is not ("urls" or "AllowedHosts" or "Kestrel"));

    /// <summary>Values of another type than the key's.</summary>
    public IEnumerable<string> OfAnotherType => Type switch
    {
        "array" => ["5", "\"x\"", "{ a = 1 }"],
        "integer" => ["\"many\"", "1.5", "true", "[1]", "{ a = 1 }"],
        "number" => ["\"many\"", "true", "[1.5]"],
        "boolean" => ["\"loud\"", "5", "[true]"],
        _ => ["[\"x\"]", "{ a = 1 }"],
    };

    /// <summary>The limits themselves, and every value of a list of allowed ones.</summary>
    public IEnumerable<string> AtLimits =>
    [
        .. Bounds.SelectMany(bound => new[] { bound["minimum"], bound["maximum"] }).OfType<JsonNode>().Select(limit => Toml(limit.ToJsonString())),
        .. Durations.Select(limit => $"\"{limit}\""),
        .. (Schema["enum"]?.AsArray() ?? []).Select(value => Toml(value!.ToJsonString())),
    ];

    /// <summary>One beyond each limit, a value that no list of allowed ones has, and a text that no pattern fits.</summary>
    public IEnumerable<string> BeyondLimits =>
    [
        .. Bounds.SelectMany(bound => new[] { (bound["minimum"], -1), (bound["maximum"], 1) }).Where(limit => limit.Item1 is not null)
            .Select(limit => Toml((decimal.Parse(limit.Item1!.ToJsonString(), CultureInfo.InvariantCulture) + limit.Item2).ToString(CultureInfo.InvariantCulture))),
        .. Schema["enum"] is null ? [] : new[] { Toml("\"no such value\"") },
        .. (Schema["pattern"] ?? Schema["items"]?["pattern"]) is null ? [] : new[] { Toml("\"! !\"") },
    ];

    /// <summary>A millisecond beyond each limit of a length of time; the pattern of the schema cannot tell.</summary>
    public IEnumerable<string> BeyondDurations => Durations
        .Select((limit, index) => Duration.TryParse(limit, out var length) ? new Duration(length.Value + (index == 0 ? -Tick : Tick)) : throw new FormatException(limit))
        .Select(length => $"\"{length}\"");

    private string? Type => Schema["type"] is JsonValue type ? type.GetValue<string>() : null;

    private IEnumerable<JsonNode> Bounds => new[] { Schema, Schema["items"] }
        .SelectMany(schema => new[] { schema }.Concat(schema?["anyOf"]?.AsArray() ?? []))
        .OfType<JsonNode>()
        .Where(schema => schema["minimum"] is not null || schema["maximum"] is not null);

    private IEnumerable<string> Durations => new[] { "x-shortest", "x-longest" }.Select(name => Schema[name]?.GetValue<string>()).OfType<string>();

    private string Toml(string value) => Type == "array" ? $"[{value}]" : value;

    private static IEnumerable<SchemaKey> Below(string path, JsonObject table)
    {
        var properties = table["properties"]?.AsObject().Select(pair => (pair.Key, Schema: pair.Value!.AsObject())) ?? [];
        var free = table["additionalProperties"] as JsonObject;
        foreach (var (name, schema) in free is null ? properties : properties.Append(("one", free)))
        {
            var key = path.Length == 0 ? name : $"{path}.{name}";
            if (schema["type"] is JsonValue type && type.GetValue<string>() == "object" && name != "Kestrel")
            {
                foreach (var below in Below(key, schema))
                {
                    yield return below;
                }
            }
            else
            {
                yield return new(key, path, free is not null, schema);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {JsonSerializer.Serialize(Schema["type"])}";
}
