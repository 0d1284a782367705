namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key of the Functions host a caller needs.</summary>
public enum AuthorizationLevel
{
    Anonymous,
    User,
    Function,
    System,
    Admin,
}
