using Microsoft.Extensions.Logging;

namespace WasiHal.Hosting.Catalog;

internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Warning, "{PluginId} asks for what it is not granted: {Missing}. To grant it all:\n{Lines}")]
    public static partial void LacksGrants(this ILogger logger, string pluginId, string missing, string lines);

    [LoggerMessage(2102, LogLevel.Warning, "The new version of {PluginId} asks for more than the one before: {More}")]
    public static partial void AsksForMore(this ILogger logger, string pluginId, string more);

    [LoggerMessage(2103, LogLevel.Error, "The plugin folder {Folder} cannot be read, what it held goes on: {Reason}")]
    public static partial void CannotReadFolder(this ILogger logger, string folder, string reason);

    [LoggerMessage(2104, LogLevel.Information, "The plugin folder {Folder} can be read again")]
    public static partial void CanReadFolderAgain(this ILogger logger, string folder);

    [LoggerMessage(2105, LogLevel.Information, "The plugin folder {Folder} does not exist; it is looked for")]
    public static partial void FolderMissing(this ILogger logger, string folder);

    [LoggerMessage(2106, LogLevel.Warning, "{Folder} cannot be watched, changes are found by looking: {Reason}")]
    public static partial void CannotWatch(this ILogger logger, string folder, string reason);

    [LoggerMessage(2107, LogLevel.Warning, "{Remark}")]
    public static partial void LeftAlone(this ILogger logger, string remark);

    [LoggerMessage(2108, LogLevel.Error, "A look at the plugin folders failed; the plugins go on as they are")]
    public static partial void LookFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2109, LogLevel.Information, "Looks at the plugin folders succeed again")]
    public static partial void LookSucceedsAgain(this ILogger logger);

    [LoggerMessage(2110, LogLevel.Error, "The configuration is invalid, the plugins keep the one before: {Problem}")]
    public static partial void ConfigurationInvalid(this ILogger logger, string problem);

    [LoggerMessage(2111, LogLevel.Warning, "With its new settings {PluginId} asks for more than before: {More}")]
    public static partial void SettingsAskForMore(this ILogger logger, string pluginId, string more);

    [LoggerMessage(2112, LogLevel.Warning, "{Path} cannot be used, so that a plugin which asks for more than at the last start is not noticed as such: {Reason}")]
    public static partial void AsksNotRead(this ILogger logger, string path, string reason);

    [LoggerMessage(2113, LogLevel.Warning, "{Path} cannot be written, so that a plugin which asks for more after the next start will not be noticed as such: {Reason}")]
    public static partial void AsksNotKept(this ILogger logger, string path, string reason);

    [LoggerMessage(2114, LogLevel.Information, "No permissions are configured, so the plugins that come with this release have the hardware that the configuration names: {Granted}. As lines, which are needed as soon as any permissions are configured:\n{Lines}")]
    public static partial void Implied(this ILogger logger, string granted, string lines);

    [LoggerMessage(2115, LogLevel.Warning, "{PluginId} is not the plugin of that name that comes with this release: what the configuration names is not its without a grant")]
    public static partial void EditedCopy(this ILogger logger, string pluginId);

    [LoggerMessage(2116, LogLevel.Warning, "{PluginId} asks for what it is not granted: {Missing}. To grant it all, paste these lines and those of entry 2114, because permissions replace what plugins have without any:\n{Lines}")]
    public static partial void LacksGrantsBesideImplied(this ILogger logger, string pluginId, string missing, string lines);

    [LoggerMessage(2117, LogLevel.Warning, "Permissions are configured now, and only those count. Until now, without any: {Granted}")]
    public static partial void ImpliedNoMore(this ILogger logger, string granted);

    [LoggerMessage(2118, LogLevel.Warning, "No plugin folder is configured, so no plugin runs. A folder beside the configuration file is configured by\n[hosting]\nplugin_directories = [\"plugins\"]")]
    public static partial void NoPluginFolder(this ILogger logger);
}
