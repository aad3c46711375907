namespace WasiHal.Hosting.Policy;

/// <summary>One key of a permission table with its values as text, before they are understood.</summary>
/// <param name="Key">As written.</param>
/// <param name="Values">The elements of its list, or the one flag of <c>buzzer</c>.</param>
internal sealed record PermissionItem(string Key, IReadOnlyList<string> Values);
