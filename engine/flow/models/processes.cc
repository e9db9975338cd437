// Programs that are run, by a shell or without.

#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using core::SinkKind;

constexpr SinkModel kSinks[] = {
    {"os.system", "0:command", SinkKind::kCommand},
    {"os.popen", "0:cmd", SinkKind::kCommand},
    {"os.popen2", "0", SinkKind::kCommand},
    {"os.popen3", "0", SinkKind::kCommand},
    {"commands.getoutput", "0", SinkKind::kCommand},
    {"commands.getstatusoutput", "0", SinkKind::kCommand},
    {"popen2.popen2", "0", SinkKind::kCommand},
    {"subprocess.getoutput", "0:cmd", SinkKind::kCommand},
    {"subprocess.getstatusoutput", "0:cmd", SinkKind::kCommand},
    {"subprocess.run", "0:args", SinkKind::kCommand, SinkWhen::kShell},
    {"subprocess.run", "0:args", SinkKind::kCommand, SinkWhen::kProgram},
    {"subprocess.run", "0:args", SinkKind::kArgument, SinkWhen::kArguments},
    {"subprocess.call", "0:args", SinkKind::kCommand, SinkWhen::kShell},
    {"subprocess.call", "0:args", SinkKind::kCommand, SinkWhen::kProgram},
    {"subprocess.call", "0:args", SinkKind::kArgument, SinkWhen::kArguments},
    {"subprocess.check_call", "0:args", SinkKind::kCommand, SinkWhen::kShell},
    {"subprocess.check_call", "0:args", SinkKind::kCommand, SinkWhen::kProgram},
    {"subprocess.check_call", "0:args", SinkKind::kArgument, SinkWhen::kArguments},
    {"subprocess.check_output", "0:args", SinkKind::kCommand, SinkWhen::kShell},
    {"subprocess.check_output", "0:args", SinkKind::kCommand, SinkWhen::kProgram},
    {"subprocess.check_output", "0:args", SinkKind::kArgument, SinkWhen::kArguments},
    {"subprocess.Popen", "0:args", SinkKind::kCommand, SinkWhen::kShell},
    {"subprocess.Popen", "0:args", SinkKind::kCommand, SinkWhen::kProgram},
    {"subprocess.Popen", "0:args", SinkKind::kArgument, SinkWhen::kArguments},
    {"asyncio.create_subprocess_shell", "0:cmd", SinkKind::kCommand},
    {"asyncio.subprocess.create_subprocess_shell", "0:cmd", SinkKind::kCommand},
    {"asyncio.create_subprocess_exec", "0:program", SinkKind::kCommand},
    {"asyncio.create_subprocess_exec", "1+", SinkKind::kArgument},
    {"os.execl", "0", SinkKind::kCommand},
    {"os.execle", "0", SinkKind::kCommand},
    {"os.execlp", "0", SinkKind::kCommand},
    {"os.execv", "0", SinkKind::kCommand},
    {"os.execve", "0", SinkKind::kCommand},
    {"os.execvp", "0", SinkKind::kCommand},
    {"os.execvpe", "0", SinkKind::kCommand},
    {"os.execv", "1", SinkKind::kArgument},
    {"os.execvp", "1", SinkKind::kArgument},
    {"os.spawnl", "1+", SinkKind::kCommand},
    {"os.spawnv", "1+", SinkKind::kCommand},
    {"os.spawnvp", "1+", SinkKind::kCommand},
    {"os.spawnlp", "1+", SinkKind::kCommand},
    {"os.posix_spawn", "0:path", SinkKind::kCommand},
    {"os.startfile", "0:path", SinkKind::kCommand},
    {"pty.spawn", "0:argv", SinkKind::kCommand},
    {"pexpect.spawn", "0:command", SinkKind::kCommand},
    {"pexpect.run", "0:command", SinkKind::kCommand},
    {"platform.popen", "0:cmd", SinkKind::kCommand},
    {"invoke.run", "0:command", SinkKind::kCommand},
    {"invoke.context.Context().run", "0:command", SinkKind::kCommand},
    {"fabric.Connection().run", "0:command", SinkKind::kCommand},
    {"fabric.Connection().sudo", "0:command", SinkKind::kCommand},
    {"fabric.Connection().local", "0:command", SinkKind::kCommand},
    {"fabric.api.run", "0:command", SinkKind::kCommand},
    {"fabric.api.local", "0:command", SinkKind::kCommand},
    {"fabric.api.sudo", "0:command", SinkKind::kCommand},
    {"paramiko.SSHClient().exec_command", "0:command", SinkKind::kCommand},
    {"paramiko.client.SSHClient().exec_command", "0:command", SinkKind::kCommand},
    {"paramiko.ProxyCommand", "0:command_line", SinkKind::kCommand},
    {"sh.bash", "1+", SinkKind::kCommand},
    {"*.exec_command", "0:command", SinkKind::kCommand},
    {"{sh.sh,sh.Command,anyio.run_process,trio.run_process}", "0", SinkKind::kCommand,
     SinkWhen::kNotList},
    {"{pexpect.popen_spawn.PopenSpawn,pexpect.runu,ptyprocess.PtyProcess.spawn,winpexpect.winspawn}",
     "0", SinkKind::kCommand},
    {"{asyncssh.connect().run,asyncssh.connect().create_process,asyncssh.run}", "0:command",
     SinkKind::kCommand},
    {"{plumbum.local[],plumbum.cmd.bash,plumbum.cmd.sh}", "0+", SinkKind::kCommand},
    {"docker.{from_env,DockerClient}().containers.run", "1:command", SinkKind::kCommand},
    {"docker.{from_env,DockerClient}().containers.get().exec_run", "0:cmd", SinkKind::kCommand},
    {"{netmiko.ConnectHandler,netmiko.Netmiko}().{send_command,send_config_set}", "0:command_string",
     SinkKind::kCommand},
    {"kubernetes.stream.stream", ":command", SinkKind::kCommand},
    {"git.Repo().git.execute", "0:command", SinkKind::kCommand},
    {"{git.Repo,git.Repo.clone_from}().git.{checkout,clone,fetch,pull,push,log,diff,show,archive}", "0+",
     SinkKind::kArgument},
    {"git.Repo.clone_from", "0:url", SinkKind::kArgument},
    {"{os.execlp,os.execl}", "1+", SinkKind::kArgument},
};

constexpr CarryModel kCarries[] = {
    {"subprocess.run", ""}, {"subprocess.Popen", ""}, {"subprocess.check_output", ""},
    {"subprocess.call", ""}, {"subprocess.check_call", ""}, {"os.system", ""},
    {"os.popen", ""}, {"subprocess.getoutput", ""}, {"shlex.split", "0"}, {"shlex.join", "0"},
};

constexpr CleanModel kCleans[] = {{"shlex.join", core::Bit(SinkKind::kCommand)}};

}  // namespace

constinit const ModelTable kProcesses = {.sinks = kSinks, .cleans = kCleans, .carries = kCarries};

}  // namespace meerkat::flow::models
