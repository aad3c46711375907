using System.Text.Json;

namespace WasiHal.Recording;

/// <summary>Names of enum members as files write them: <c>no-acknowledge</c>.</summary>
internal static class KebabWords
{
    /// <summary>How errors are written, in the order of <see cref="HardwareErrorKind"/>.</summary>
    public static IReadOnlyList<string> Errors { get; } = Of<HardwareErrorKind>();

    /// <summary>The words of an enum by number; its numbers begin at 0 and have no gaps.</summary>
    public static IReadOnlyList<string> Of<T>()
        where T : struct, Enum =>
        [.. Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];
}
