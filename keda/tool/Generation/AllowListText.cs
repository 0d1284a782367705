using TlEngine.Keda.Roles;

namespace TlEngine.Keda.Generation;

/// <summary>
/// The patch that gives a Deployment its allow list. The host starts listeners for these names only; a misspelt one would be silent.
/// </summary>
internal static class AllowListText
{
    public static string For(RoleAssignment assignment, string role) =>
        GeneratedFiles.Notice + $"""
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: {role}
            spec:
              template:
                spec:
                  containers:
                    - name: engine
                      env:

            """ + string.Concat(assignment.AllowList(role).Select((name, i) => $"""
                        - name: AzureFunctionsJobHost__functions__{i}
                          value: {name}

            """));
}
