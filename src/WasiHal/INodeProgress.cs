namespace WasiHal;

/// <summary>
/// A part of a node that must go on for as long as the node lives, such as the care for plugins or the writing of readings. A watchdog
/// asks all that are registered. Safe from any thread; it answers at once and waits for nothing.
/// </summary>
public interface INodeProgress
{
    /// <summary>
    /// In some words, what has stood still for longer than anything that it does may take, so that only a new start of the program can mend it.
    /// Null while it goes on, waits for its time, or fails: what fails is tried again without a new start.
    /// </summary>
    string? Standstill { get; }
}
