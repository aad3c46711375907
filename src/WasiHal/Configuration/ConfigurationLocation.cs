namespace WasiHal;

/// <summary>Where a key stands.</summary>
/// <param name="Source">The file's full path, or words such as <c>command line</c>.</param>
/// <param name="Line">From 1, when the source is a file.</param>
internal readonly record struct ConfigurationLocation(string Source, int? Line);
