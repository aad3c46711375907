using System.ComponentModel;
using System.Globalization;

namespace WasiHal;

/// <summary>Lets the configuration binder read a <see cref="Duration"/>.</summary>
internal sealed class DurationConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text && Duration.TryParse(text, out var duration)
            ? duration
            : throw new FormatException($"'{value}' is not {Duration.Accepted}.");
}
