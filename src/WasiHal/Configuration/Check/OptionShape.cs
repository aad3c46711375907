using System.ComponentModel;

namespace WasiHal;

/// <summary>Tells values, lists, dictionaries and tables apart, as .NET's configuration binder does.</summary>
internal static class OptionShape
{
    /// <summary>Whether one value in the configuration makes one of this type.</summary>
    /// <param name="type">Of a property or element.</param>
    public static bool IsScalar(Type type) =>
        type == typeof(object) || type == typeof(string) || TypeDescriptor.GetConverter(Nullable.GetUnderlyingType(type) ?? type).CanConvertFrom(typeof(string));

    /// <summary>The type of a dictionary's values, or null if it is none.</summary>
    /// <param name="type">Of a property or section.</param>
    public static Type? ElementOfDictionary(Type type) =>
        Closed(type, typeof(IDictionary<,>)) is { } dictionary ? dictionary[1]
        : Closed(type, typeof(IReadOnlyDictionary<,>)) is { } readOnly ? readOnly[1]
        : null;

    /// <summary>The type of a list's elements, or null if it is none.</summary>
    /// <param name="type">Of a property.</param>
    public static Type? ElementOfList(Type type) =>
        IsScalar(type) || ElementOfDictionary(type) is not null ? null : Closed(type, typeof(IEnumerable<>))?[0];

    private static Type[]? Closed(Type type, Type open) =>
        type.GetInterfaces().Prepend(type).FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == open)?.GetGenericArguments();
}
