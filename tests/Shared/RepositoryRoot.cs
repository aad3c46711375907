namespace WasiHal.Tests.Shared;

/// <summary>Where the repository lies that this test was built from.</summary>
internal static class RepositoryRoot
{
    /// <summary>The folder with the solution.</summary>
    public static string Path { get; } = Find();

    /// <summary>Something in it.</summary>
    /// <param name="relative">Its path from the root, with <c>/</c>.</param>
    public static string PathOf(string relative) => System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, relative));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "WasiHal.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No WasiHal.slnx above {AppContext.BaseDirectory}.");
    }
}
