using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace WasiHal;

/// <summary>Checks one value against a property's type and attributes, and says what is accepted.</summary>
internal static class ScalarRule
{
    /// <summary>What is wrong with a value, or null.</summary>
    /// <param name="text">The value as configured.</param>
    /// <param name="type">Of the property or of the list's or dictionary's elements.</param>
    /// <param name="property">Its <see cref="ConfigurationValueAttribute"/> is checked, and its other attributes when it holds this one value.</param>
    public static string? Problem(string text, Type type, PropertyInfo? property)
    {
        var rules = property is not null && property.PropertyType == type ? [.. property.GetCustomAttributes<ValidationAttribute>()] : Array.Empty<ValidationAttribute>();
        var form = property?.GetCustomAttribute<ConfigurationValueAttribute>();
        if (!TryConvert(text, Nullable.GetUnderlyingType(type) ?? type, out var value, out var problem))
        {
            return rules.Select(Accepted).FirstOrDefault(accepted => accepted is not null) ?? problem;
        }

        if (form?.Problem(text) is { } wrong)
        {
            return wrong;
        }

        var broken = rules.FirstOrDefault(rule => !rule.IsValid(value));
        return broken is null ? null : Accepted(broken) ?? broken.FormatErrorMessage("it");
    }

    private static bool TryConvert(string text, Type type, out object? value, out string problem)
    {
        value = text;
        problem = "";
        if (type == typeof(string) || type == typeof(object))
        {
            return true;
        }

        try
        {
            value = TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);

            // The converter of enums takes any number and several names; neither is meant.
            if (!type.IsEnum || Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException or OverflowException or NotSupportedException or InvalidCastException)
        {
            // Its words are for programmers; the accepted form is said below.
        }

        problem = "is not " + Form(type);
        return false;
    }

    private static string? Accepted(ValidationAttribute rule) => rule switch
    {
        { ErrorMessage: { } words } => words,
        RangeAttribute range when range.OperandType == typeof(int) || range.OperandType == typeof(long) => string.Create(CultureInfo.InvariantCulture, $"is not a whole number from {range.Minimum} to {range.Maximum}"),
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"is not a number from {range.Minimum} to {range.Maximum}"),
        AllowedValuesAttribute allowed => "is not " + Or(allowed.Values.Select(value => value?.ToString() ?? "")),
        RegularExpressionAttribute expression => $"does not match {expression.Pattern}",
        _ => null,
    };

    private static string Form(Type type)
    {
        if (type == typeof(Duration))
        {
            return Duration.Accepted;
        }

        if (type == typeof(bool))
        {
            return "true or false";
        }

        if (type.IsEnum)
        {
            return Or(Enum.GetNames(type).Select(name => name.ToLowerInvariant()));
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.Byte => "a whole number from 0 to 255",
            TypeCode.UInt16 => "a whole number from 0 to 65535",
            TypeCode.UInt32 or TypeCode.UInt64 => "a whole number from 0 on",
            TypeCode.SByte or TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 => "a whole number",
            TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "a number",
            _ => $"a {type.Name}",
        };
    }

    private static string Or(IEnumerable<string> words)
    {
        var all = words.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} or {all[^1]}";
    }
}
