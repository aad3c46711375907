namespace WasiHal.Tests.Shared;

/// <summary>Finds files of the repository from wherever a test runs.</summary>
internal static class RepositoryRoot
{
    private static readonly Lazy<string> Found = new(Walk);

    /// <summary>Full path of the folder that holds WasiHal.slnx.</summary>
    public static string FullPath => Found.Value;

    /// <summary>Full path of something in the repository.</summary>
    /// <param name="relative">Its path from the root, with <c>/</c>.</param>
    public static string Find(string relative) => Path.GetFullPath(Path.Combine(FullPath, relative));

    private static string Walk()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "WasiHal.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"WasiHal.slnx is in no folder above {AppContext.BaseDirectory}.");
    }
}
