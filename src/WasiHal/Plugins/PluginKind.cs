namespace WasiHal;

/// <summary>What a plugin can do. In the order of the WIT <c>kind</c> enum.</summary>
public enum PluginKind
{
    /// <summary>It measures.</summary>
    Sensor,

    /// <summary>It draws the page.</summary>
    Dashboard,

    /// <summary>It shows readings on hardware of its own.</summary>
    Display,

    /// <summary>It can be asked to do something.</summary>
    Actions,
}
