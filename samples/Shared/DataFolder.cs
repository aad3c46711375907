using WasiHal;

namespace Samples;

/// <summary>Where a node keeps its data when nobody says where.</summary>
internal static class DataFolder
{
    /// <summary>systemd's state directory, else the user's folder for application data; never the working directory.</summary>
    public static string Of(string nodeId)
    {
        if (Environment.GetEnvironmentVariable("STATE_DIRECTORY")?.Split(':')[0] is { Length: > 0 } state)
        {
            return state;
        }

        var user = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return user.Length > 0
            ? Path.Combine(user, "wasihal", nodeId)
            : throw new ConfigurationException([new("environment", null, "data.directory", null, "has no default without $STATE_DIRECTORY or $HOME: give --data DIR")]);
    }
}
