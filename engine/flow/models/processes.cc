// Programs that are run, by a shell or without, here or on another host.

#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using core::Bit;
using enum core::SinkKind;

constexpr SameModel kSame[] = {
    {"gevent.subprocess", "subprocess"},
    {"eventlet.green.subprocess", "subprocess"},
    {"subprocess32", "subprocess"},
    {"django.utils.six.moves.subprocess", "subprocess"},
    {"psutil.Popen", "subprocess.Popen"},
    {"asyncio.subprocess.create_subprocess_shell", "asyncio.create_subprocess_shell"},
    {"asyncio.subprocess.create_subprocess_exec", "asyncio.create_subprocess_exec"},
    {"paramiko.client.SSHClient", "paramiko.SSHClient"},
    {"invoke.context.Context", "invoke.Context"},
    {"fabric.connection.Connection", "fabric.Connection"},
    {"fabric2", "fabric"},
    {"fabric.group", "fabric"},
    {"sh.contrib.bash", "sh.bash"},
};

constexpr TypeModel kTypes[] = {
    {"asyncio.{get_event_loop,get_running_loop,new_event_loop}()", ":event_loop"},
    {"invoke.Context()", ":invoke"},
    {"fabric.{Connection,Group,SerialGroup,ThreadingGroup}()", ":invoke"},
    {":invoke.{__enter__,cd,prefix}()", ":invoke"},
    {"paramiko.SSHClient()", ":ssh_client"},
    {":ssh_client.__enter__()", ":ssh_client"},
    {":ssh_client.invoke_shell()", ":ssh_shell"},
    {":ssh_client.get_transport().open_session()", ":ssh_channel"},
    {"docker.{from_env,DockerClient}()", ":docker"},
    {":docker.containers.{get,run,create}()", ":docker_container"},
    {"docker.APIClient()", ":docker_api"},
    {"{netmiko.ConnectHandler,netmiko.Netmiko}()", ":netmiko"},
    {":netmiko.__enter__()", ":netmiko"},
    {"{asyncssh.connect,asyncssh.create_connection}()", ":async_ssh"},
    {":async_ssh.__enter__()", ":async_ssh"},
    {"{pexpect.spawn,pexpect.spawnu,pexpect.popen_spawn.PopenSpawn}()", ":pexpect"},
    {"pexpect.pxssh.pxssh()", ":pexpect_ssh"},
    {"{git.Repo,git.Repo.clone_from,git.Repo.init}()", ":git"},
    {"git.{Git,cmd.Git}()", ":git_commands"},
    {":git.git", ":git_commands"},
};

constexpr WhenModel kTypesWhen[] = {
    {"subprocess.Popen()", "0:args", "sh", ":open_shell"},
    {"subprocess.Popen()", "0:args", "bash", ":open_shell"},
    {"subprocess.Popen()", "0:args", "/bin/sh", ":open_shell"},
    {"subprocess.Popen()", "0:args", "/bin/bash", ":open_shell"},
};

constexpr SinkModel kSinks[] = {
    {"subprocess.{run,check_output}", ":input", kCommand, SinkWhen::kShellInput},
    {":open_shell.communicate", "0:input", kCommand},
    {":open_shell.stdin.{write,writelines}", "0", kCommand},
    {"os.system", "0:command", kCommand},
    {"os.popen", "0:cmd", kCommand},
    {"os.{popen2,popen3,popen4}", "0:cmd", kCommand},
    {"commands.{getoutput,getstatusoutput}", "0", kCommand},
    {"popen2.{popen2,popen3,popen4,Popen3,Popen4}", "0", kCommand},
    {"subprocess.{getoutput,getstatusoutput}", "0:cmd", kCommand},
    {"subprocess.{run,call,check_call,check_output,Popen}", "0:args", kCommand, SinkWhen::kShell},
    {"subprocess.{run,call,check_call,check_output,Popen}", "0:args", kCommand, SinkWhen::kProgram},
    {"subprocess.{run,call,check_call,check_output,Popen}", "0:args", kArgument,
     SinkWhen::kArguments},
    {"subprocess.{run,call,check_call,check_output,Popen}", ":executable", kCommand},
    {"asyncio.create_subprocess_shell", "0:cmd", kCommand},
    {"asyncio.create_subprocess_exec", "0:program", kCommand},
    {"asyncio.create_subprocess_exec", "0+", kCommand, SinkWhen::kProgram},
    {"asyncio.create_subprocess_exec", "0+", kArgument, SinkWhen::kArguments},
    {":event_loop.subprocess_shell", "1:cmd", kCommand},
    {":event_loop.subprocess_exec", "1+", kCommand, SinkWhen::kProgram},
    {":event_loop.subprocess_exec", "1+", kArgument, SinkWhen::kArguments},
    {"os.{execl,execle,execlp,execlpe}", "0:file", kCommand},
    {"os.{execl,execle,execlp,execlpe}", "1+", kCommand, SinkWhen::kProgram},
    {"os.{execl,execle,execlp,execlpe}", "1+", kArgument, SinkWhen::kArguments},
    {"os.{execv,execve,execvp,execvpe}", "0:path :file", kCommand},
    {"os.{execv,execve,execvp,execvpe}", "1:args :argv", kCommand, SinkWhen::kProgram},
    {"os.{execv,execve,execvp,execvpe}", "1:args :argv", kArgument, SinkWhen::kArguments},
    {"os.{spawnl,spawnle,spawnlp,spawnlpe}", "1:file", kCommand},
    {"os.{spawnl,spawnle,spawnlp,spawnlpe}", "2+", kCommand, SinkWhen::kProgram},
    {"os.{spawnl,spawnle,spawnlp,spawnlpe}", "2+", kArgument, SinkWhen::kArguments},
    {"os.{spawnv,spawnve,spawnvp,spawnvpe}", "1:path :file", kCommand},
    {"os.{spawnv,spawnve,spawnvp,spawnvpe}", "2:args", kCommand, SinkWhen::kProgram},
    {"os.{spawnv,spawnve,spawnvp,spawnvpe}", "2:args", kArgument, SinkWhen::kArguments},
    {"os.{posix_spawn,posix_spawnp}", "0:path", kCommand},
    {"os.{posix_spawn,posix_spawnp}", "1:argv", kCommand, SinkWhen::kProgram},
    {"os.{posix_spawn,posix_spawnp}", "1:argv", kArgument, SinkWhen::kArguments},
    {"os.startfile", "0:path", kCommand},
    {"pty.spawn", "0:argv", kCommand, SinkWhen::kProgram},
    {"pty.spawn", "0:argv", kArgument, SinkWhen::kArguments},
    {"platform.popen", "0:cmd", kCommand},
    {"distutils.spawn.spawn", "0:cmd", kCommand, SinkWhen::kProgram},
    {"distutils.spawn.spawn", "0:cmd", kArgument, SinkWhen::kArguments},
    {"{anyio.run_process,anyio.open_process}", "0:command", kCommand, SinkWhen::kProgram},
    {"{anyio.run_process,anyio.open_process}", "0:command", kArgument, SinkWhen::kArguments},
    {"{trio.run_process,trio.open_process,trio.lowlevel.open_process}", "0:command", kCommand,
     SinkWhen::kShell},
    {"{trio.run_process,trio.open_process,trio.lowlevel.open_process}", "0:command", kCommand,
     SinkWhen::kProgram},
    {"{trio.run_process,trio.open_process,trio.lowlevel.open_process}", "0:command", kArgument,
     SinkWhen::kArguments},
    {"{pexpect.spawn,pexpect.spawnu,pexpect.run,pexpect.runu,pexpect.popen_spawn.PopenSpawn,"
     "winpexpect.winspawn}",
     "0:command :cmd", kCommand},
    {"{pexpect.spawn,pexpect.spawnu}", "1:args", kArgument},
    {":pexpect_ssh.{sendline,send}", "0:s", kCommand},
    {"ptyprocess.{PtyProcess,PtyProcessUnicode}.spawn", "0:argv", kCommand, SinkWhen::kProgram},
    {"ptyprocess.{PtyProcess,PtyProcessUnicode}.spawn", "0:argv", kArgument, SinkWhen::kArguments},
    {"{delegator.run,delegator.chain,envoy.run,envoy.connect}", "0:command", kCommand},
    {"{invoke.run,invoke.sudo}", "0:command", kCommand},
    {":invoke.{run,sudo,local}", "0:command", kCommand},
    {"fabric.api.{run,local,sudo}", "0:command", kCommand},
    {"fabric.operations.{run,local,sudo}", "0:command", kCommand},
    {":ssh_client.exec_command", "0:command", kCommand},
    {":ssh_channel.exec_command", "0:command", kCommand},
    {":ssh_shell.{send,sendall}", "0:s", kCommand},
    {"{paramiko.ProxyCommand,paramiko.proxy.ProxyCommand}", "0:command_line", kCommand},
    {"*.exec_command", "0:command", kCommand},
    {"sh.Command", "0:path", kCommand},
    {"sh.{bash,sh,zsh,dash,ssh,sudo}", "0+", kCommand},
    {"sh.Command()", "0+", kArgument},
    {":async_ssh.{run,create_process,create_session}", "0:command", kCommand},
    {"asyncssh.run", "0:command", kCommand},
    {"plumbum.local.__getitem__", "0", kCommand},
    {"plumbum.local[]", "0+", kArgument},
    {"{plumbum.cmd.bash,plumbum.cmd.sh}", "0+", kCommand},
    {"{plumbum.cmd.bash,plumbum.cmd.sh}.__getitem__", "0", kCommand},
    {":docker.containers.{run,create}", "0:image", kCommand},
    {":docker.images.build", ":path :dockerfile", kPath},
    {":docker.containers.{run,create}", "1:command :entrypoint", kCommand, SinkWhen::kProgram},
    {":docker.containers.{run,create}", "1:command", kArgument, SinkWhen::kArguments},
    {":docker_container.exec_run", "0:cmd", kCommand, SinkWhen::kProgram},
    {":docker_container.exec_run", "0:cmd", kArgument, SinkWhen::kArguments},
    {":docker_api.exec_create", "1:cmd", kCommand, SinkWhen::kProgram},
    {":docker_api.exec_create", "1:cmd", kArgument, SinkWhen::kArguments},
    {":netmiko.{send_command,send_command_timing,send_command_expect,send_config_set}",
     "0:command_string :config_commands", kCommand},
    {"kubernetes.stream.stream", ":command", kCommand, SinkWhen::kProgram},
    {"kubernetes.stream.stream", ":command", kArgument, SinkWhen::kArguments},
    {"ansible_runner.{run_command,run_command_async}", "0:executable_cmd :cmdline_args", kCommand},
    {"ansible_runner.{run,run_async}", ":module_args", kCommand},
    {":boto_client.send_command", ":Parameters", kCommand},
    {"sarge.{run,capture_stdout,capture_stderr,capture_both,get_stdout,get_stderr,get_both}",
     "0:command :cmd", kCommand, SinkWhen::kNotList},
    {"sarge.Pipeline", "0:source", kCommand, SinkWhen::kNotList},
    {"salt.client.LocalClient().{cmd,cmd_async,cmd_batch,run_job}", "2:arg", kCommand},
    {":git_commands.execute", "0:command", kCommand, SinkWhen::kProgram},
    {":git_commands.execute", "0:command", kArgument, SinkWhen::kArguments},
    {":git_commands.{checkout,clone,fetch,pull,push,log,diff,show,archive,grep,ls_remote,merge,"
     "rebase,"
     "reset,branch,tag,config,submodule}",
     "0+", kArgument},
    {"git.Repo.clone_from", "0:url", kArgument},
};

constexpr CarryModel kCarries[] = {
    {"subprocess.{run,Popen,check_output,call,check_call,getoutput,getstatusoutput}", ""},
    {"os.{system,popen}", ""},
    {"{shlex.split,shlex.join}", "0"},
    {"sh.Command", ""},
};

constexpr CleanModel kCleans[] = {
    {"shlex.join", Bit(kCommand)},
    {"{oslex.quote,sarge.shell_quote,sarge.shell_format}", Bit(kCommand)},
};

}  // namespace

constinit const ModelTable kProcesses = {.same = kSame,
                                         .types = kTypes,
                                         .types_when = kTypesWhen,
                                         .sinks = kSinks,
                                         .cleans = kCleans,
                                         .carries = kCarries};

}  // namespace meerkat::flow::models
