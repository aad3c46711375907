using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;

namespace WasiHal;

/// <summary>The schema of one value: its type, its bounds, what it may be, its default.</summary>
internal static class ScalarSchema
{
    private const string DurationPattern = @"^[0-9]+(\.[0-9]+)?(ms|s|m|h|d)$";

    /// <summary>The schema.</summary>
    /// <param name="type">Of the value.</param>
    /// <param name="property">The property, or the list or table, that it belongs to; null for none.</param>
    /// <param name="preset">Its default; null for none.</param>
    public static JsonObject Of(Type type, PropertyInfo? property, object? preset)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var isOwn = property?.PropertyType == type;
        var form = property?.GetCustomAttribute<ConfigurationValueAttribute>();
        if (plain == typeof(string) && !isOwn && property is not null && OptionShape.ElementOfDictionary(property.PropertyType) is not null)
        {
            // Free keys have values of any kind: a plugin reads all of them as text.
            return new() { ["type"] = new JsonArray("string", "number", "boolean") };
        }

        var schema = Plain(plain, form);
        foreach (var rule in isOwn ? property!.GetCustomAttributes<ValidationAttribute>() : [])
        {
            Add(schema, rule);
        }

        return Default(plain, schema, preset) is { } value ? With(schema, "default", value) : schema;
    }

    private static JsonObject Plain(Type type, ConfigurationValueAttribute? form)
    {
        if (type == typeof(Duration))
        {
            var duration = new JsonObject { ["type"] = "string", ["pattern"] = DurationPattern };
            return form is DurationRangeAttribute range ? With(With(duration, "x-shortest", range.Shortest), "x-longest", range.Longest) : duration;
        }

        if (type == typeof(bool))
        {
            return new() { ["type"] = "boolean" };
        }

        if (type.IsEnum)
        {
            // Any case is accepted; ours are written in lower case, others as they are known elsewhere.
            var names = Enum.GetNames(type).Select(name => type.Assembly == typeof(ScalarSchema).Assembly ? name.ToLowerInvariant() : name);
            return new() { ["enum"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]) };
        }

        var number = Type.GetTypeCode(type) switch
        {
            TypeCode.Byte => Integer(0, 255),
            TypeCode.UInt16 => Integer(0, 65535),
            TypeCode.UInt32 or TypeCode.UInt64 => Integer(0, null),
            TypeCode.SByte or TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 => Integer(form?.Least, form?.Most),
            TypeCode.Single or TypeCode.Double or TypeCode.Decimal => new JsonObject { ["type"] = "number" },
            _ => null,
        };
        return number ?? Text(form);
    }

    private static JsonObject Text(ConfigurationValueAttribute? form)
    {
        var text = new JsonObject { ["type"] = "string" };
        if (form?.Pattern is { } pattern)
        {
            text["pattern"] = pattern;
        }

        return form?.Most is null ? text : new() { ["anyOf"] = new JsonArray(text, Integer(form.Least, form.Most)) };
    }

    private static JsonObject Integer(long? least, long? most)
    {
        var schema = new JsonObject { ["type"] = "integer" };
        if (least is { } lower)
        {
            schema["minimum"] = lower;
        }

        return most is { } upper ? With(schema, "maximum", upper) : schema;
    }

    private static void Add(JsonObject schema, ValidationAttribute rule)
    {
        switch (rule)
        {
            case RangeAttribute range:
                schema["minimum"] = Number(range.Minimum);
                schema["maximum"] = Number(range.Maximum);
                break;
            case AllowedValuesAttribute allowed:
                schema["enum"] = new JsonArray([.. allowed.Values.Select(value => value is int number ? JsonValue.Create(number) : (JsonNode?)JsonValue.Create(value?.ToString()))]);
                break;
            case RegularExpressionAttribute expression:
                schema["pattern"] = expression.Pattern;
                break;
            case MinLengthAttribute length:
                schema["minLength"] = length.Length;
                break;
            case RequiredAttribute { AllowEmptyStrings: false } when schema["type"]?.GetValue<string>() == "string":
                schema["minLength"] = 1;
                break;
        }
    }

    /// <summary>Attributes hold whole numbers of several types, and long ones as text.</summary>
    private static JsonValue Number(object value) => decimal.Parse(Convert.ToString(value, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture) is var number && number == decimal.Truncate(number)
        ? JsonValue.Create((long)number)
        : JsonValue.Create(number);

    /// <summary>Names and paths may come from the machine, so of texts only one of a list has a default here.</summary>
    private static JsonNode? Default(Type type, JsonObject schema, object? preset) => preset switch
    {
        null => null,
        bool flag => flag,
        string text => schema["enum"] is null ? null : text,
        Duration duration => duration.ToString(),
        Enum chosen => type.Assembly == typeof(ScalarSchema).Assembly ? chosen.ToString().ToLowerInvariant() : chosen.ToString(),
        IConvertible number => Number(number),
        _ => null,
    };

    private static JsonObject With(JsonObject schema, string name, JsonNode value)
    {
        schema[name] = value;
        return schema;
    }
}
