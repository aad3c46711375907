namespace WasiHal.Cluster.Http;

/// <summary>How many files, connections among them, the system lets this process open.</summary>
internal static class OpenFileLimit
{
    private const string Limits = "/proc/self/limits";

    /// <summary>The limit that holds; null when there is none, or the system does not say.</summary>
    public static int? Read()
    {
        try
        {
            foreach (var line in File.Exists(Limits) ? File.ReadAllText(Limits).Split('\n') : [])
            {
                if (line.StartsWith("Max open files", StringComparison.Ordinal))
                {
                    // More than a whole number is more than enough.
                    return int.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], out var allowed) ? allowed : null;
                }
            }
        }
        catch (IOException)
        {
            // Not even this one.
            return 0;
        }

        return null;
    }
}
