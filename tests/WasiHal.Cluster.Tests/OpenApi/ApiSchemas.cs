using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using WasiHal.Cluster.History;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Tests.OpenApi;

/// <summary>
/// Schemas of the documents, made of the same metadata that writes them, so that neither a name nor a type can differ. What has a converter of
/// its own is told here.
/// </summary>
internal static class ApiSchemas
{
    private const string Place = "#/components/schemas/";

    // What nodes are sent may leave out what can be null; what they answer is always complete, but for what says that it is not.
    private static readonly Type[] Sent = [typeof(PushDocument), typeof(PushBatch), typeof(PushReading), typeof(PushStatus), typeof(PushPlugin), typeof(EnrolmentDocument), typeof(CommandQuestion)];

    private static readonly SortedDictionary<string, (Type Type, JsonNode Schema)> Components = new(StringComparer.Ordinal);

    /// <summary>A date and time.</summary>
    public static JsonObject Time => new() { ["type"] = "string", ["format"] = "date-time" };

    /// <summary>A text.</summary>
    public static JsonObject Text => new() { ["type"] = "string" };

    /// <summary>One of some words.</summary>
    public static JsonObject Words(params string[] words) => new() { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]) };

    /// <summary>A whole number.</summary>
    public static JsonObject Whole(long least, long? most = null)
    {
        var schema = new JsonObject { ["type"] = "integer", ["minimum"] = least };
        if (most is { } highest)
        {
            schema["maximum"] = highest;
        }

        return schema;
    }

    /// <summary>A document, by its name among the components.</summary>
    public static JsonObject Of<T>() => Reference(typeof(T));

    /// <summary>An array of them.</summary>
    public static JsonObject ArrayOf<T>() => new() { ["type"] = "array", ["items"] = Of<T>() };

    /// <summary>Every component that anything referred to.</summary>
    public static JsonObject ToJson()
    {
        var all = new JsonObject();
        foreach (var (name, (_, schema)) in Components)
        {
            all[name] = schema.DeepClone();
        }

        return all;
    }

    private static JsonObject Reference(Type type)
    {
        var name = type.Name.EndsWith("Document", StringComparison.Ordinal) ? type.Name[..^"Document".Length] : type.Name;
        if (!Components.TryGetValue(name, out var known))
        {
            Components[name] = (type, true);
            var schema = NodeJson.Default.Options.GetJsonSchemaAsNode(type, new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = (context, made) => Transform(type, context, made) }).AsObject();
            schema["type"] = "object";
            if (XmlWords.OfType(type) is { } words)
            {
                schema.Insert(0, "description", words);
            }

            Components[name] = (type, schema);
        }
        else if (known.Type != type)
        {
            throw new InvalidOperationException($"{type} and {known.Type} have the name {name}.");
        }

        return new() { ["$ref"] = Place + name };
    }

    private static JsonNode Transform(Type root, JsonSchemaExporterContext context, JsonNode made)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var isNullable = context.PropertyInfo is { IsGetNullable: true } || type != context.TypeInfo.Type;
        JsonNode? special =
            type == typeof(DateTimeOffset) ? Time
            : type == typeof(ReadingValue) ? new JsonObject { ["type"] = new JsonArray("number", "boolean", "string") }
            : type == typeof(HistoryPoint) ? Point()
            : type == typeof(System.Text.Json.JsonElement) ? new JsonObject { ["description"] = "Any JSON." }
            : type != root && context.TypeInfo.Kind == JsonTypeInfoKind.Object ? Reference(type)
            : null;
        if (special is not null)
        {
            made = !isNullable || type == typeof(System.Text.Json.JsonElement) ? special
                : special["type"] is JsonValue one ? With(special, "type", new JsonArray(one.DeepClone(), "null"))
                : new JsonObject { ["anyOf"] = new JsonArray(special, new JsonObject { ["type"] = "null" }) };
        }
        else if (type == root && context.TypeInfo.Kind == JsonTypeInfoKind.Object && made is JsonObject schema)
        {
            Complete(context.TypeInfo, schema);
        }

        if (made is JsonObject words && words["enum"] is not null && words["type"] is null)
        {
            words.Insert(0, "type", "string");
        }

        // Of what a converter writes the exporter says nothing, also not as an item.
        if (made is JsonObject array && type.IsAssignableTo(typeof(IEnumerable<HistoryPoint>)))
        {
            array["items"] = Point();
        }

        if (context.PropertyInfo is { } property && made is JsonObject described && XmlWords.OfProperty(property.DeclaringType, MemberOf(property).Name) is { } said)
        {
            described["description"] = said;
        }

        return made;
    }

    private static void Complete(JsonTypeInfo type, JsonObject schema)
    {
        var required = type.Properties.Where(property => Sent.Contains(type.Type)
            ? !property.IsGetNullable
            : MemberOf(property).GetCustomAttribute<JsonIgnoreAttribute>() is null);
        schema["required"] = new JsonArray([.. required.Select(property => JsonValue.Create(property.Name))]);
    }

    private static PropertyInfo MemberOf(JsonPropertyInfo property) =>
        property.DeclaringType.GetProperty(property.Name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.IgnoreCase)
        ?? throw new InvalidOperationException($"{property.DeclaringType} has no {property.Name}.");

    private static JsonNode With(JsonNode schema, string name, JsonNode value)
    {
        schema[name] = value;
        return schema;
    }

    private static JsonObject Point()
    {
        JsonObject OneOf(params string[] types) => new() { ["type"] = new JsonArray([.. types.Select(type => JsonValue.Create(type))]) };
        return new()
        {
            ["type"] = "array",
            ["description"] = "When its step begins, mean (of flags and texts the last), least, greatest, and how many readings.",
            ["prefixItems"] = new JsonArray(Time, OneOf("number", "boolean", "string"), OneOf("number", "boolean", "null"), OneOf("number", "boolean", "null"), Whole(1)),
            ["minItems"] = 5,
            ["maxItems"] = 5,
        };
    }
}
