namespace WasiHal.Tests.Shared;

/// <summary>What a test needs that not every machine has: absent, the test is skipped by name; with CI set, it fails.</summary>
internal static class Requirement
{
    /// <summary>The path of a program.</summary>
    public static string Tool(string name)
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var ending in OperatingSystem.IsWindows() ? new[] { ".exe", ".cmd" } : [""])
            {
                var path = Path.Combine(folder, name + ending);
                if (File.Exists(path))
                {
                    return path;
                }
            }
        }

        Missing($"{name} is not installed");
        return "";
    }

    /// <summary>Skips the test, or fails it with CI set.</summary>
    public static void Missing(string what)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Assert.Skip(what);
        }

        Assert.Fail($"{what}, and with CI set nothing is skipped");
    }
}
