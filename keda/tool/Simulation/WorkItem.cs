namespace TlEngine.Keda.Simulation;

/// <summary>One message, request or due row.</summary>
/// <param name="Due">When it may start; its wait counts from here.</param>
/// <param name="Visible">When the scaler counts it: earlier than due for schedules.</param>
/// <param name="AttemptsLeft">1 is the last.</param>
internal sealed record WorkItem(string Function, double Due, double Visible, double ServiceSeconds, int AttemptsLeft = 1, int Attempt = 1);
