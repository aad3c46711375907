using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WasiHal;

/// <summary>Makes the schema of a configuration from the types that read it. Used once.</summary>
internal sealed class SchemaBuilder(XmlSummaries summaries)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as JSON.</summary>
    /// <param name="registrations">The sections.</param>
    public string Build(IEnumerable<SectionRegistration> registrations)
    {
        var sections = new SortedDictionary<string, List<Type>>(StringComparer.Ordinal);
        foreach (var registration in registrations)
        {
            if (registration.Section.Length > 0)
            {
                Add(registration.Section, registration.OptionsType);
                continue;
            }

            foreach (var key in OptionKey.Of(registration.OptionsType))
            {
                Add(key.Name, key.Property.PropertyType);
            }
        }

        var properties = new JsonObject();
        foreach (var (name, types) in sections)
        {
            properties[name] = Table(types, null);
        }

        foreach (var (name, schema) in ForeignKeys.Schemas())
        {
            properties[name] = schema;
        }

        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Configuration of a WasiHal node",
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
        }.ToJsonString(Indented) + "\n";

        void Add(string section, Type type)
        {
            if (!sections.TryGetValue(section, out var types))
            {
                sections[section] = types = [];
            }

            types.Add(type);
        }
    }

    private JsonObject Value(Type type, PropertyInfo? property, object? preset)
    {
        if (OptionShape.IsScalar(type))
        {
            return ScalarSchema.Of(type, property, preset);
        }

        return OptionShape.ElementOfList(type) is { } element
            ? new JsonObject { ["type"] = "array", ["items"] = Value(element, property, null) }
            : Table([type], property);
    }

    private JsonObject Table(List<Type> types, PropertyInfo? property)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var type in types)
        {
            var presets = OptionShape.ElementOfDictionary(type) is null ? Activator.CreateInstance(type) : null;
            foreach (var key in OptionKey.Of(type))
            {
                var preset = key.Property.GetValue(presets);
                var schema = Described(Value(key.Property.PropertyType, key.Property, preset), summaries.Of(key.Property));
                properties[key.Name] = properties[key.Name] is JsonObject known ? Either(known, schema) : schema;
                if (types.Count == 1 && preset is null && key.Property.IsDefined(typeof(RequiredAttribute)))
                {
                    required.Add(key.Name);
                }
            }
        }

        var element = types.Select(OptionShape.ElementOfDictionary).FirstOrDefault(found => found is not null);
        var table = new JsonObject { ["type"] = "object" };
        if (properties.Count > 0)
        {
            table["properties"] = properties;
        }

        if (required.Count > 0)
        {
            table["required"] = required;
        }

        table["additionalProperties"] = element is null ? false : Value(element, property, null);
        return Described(table, types.Select(summaries.Of).FirstOrDefault(words => words is not null));
    }

    /// <summary>Two programs read one key: what either of them accepts.</summary>
    private static JsonObject Either(JsonObject known, JsonObject other)
    {
        if (JsonNode.DeepEquals(known, other))
        {
            return known;
        }

        var alternatives = known["anyOf"] is JsonArray { Count: > 0 } already && known["type"] is null ? (JsonArray)already.DeepClone() : [known.DeepClone()];
        alternatives.Add(other);
        return new() { ["anyOf"] = alternatives };
    }

    private static JsonObject Described(JsonObject schema, string? words)
    {
        if (words is not null && schema["description"] is null)
        {
            schema.Insert(0, "description", words);
        }

        return schema;
    }
}
