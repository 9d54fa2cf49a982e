// Each script asks `hotspot complete` what may stand there: lines of a word, a tab and a description,
// or `:files`. So the scripts need not change with the commands.

const bash = `\
# hotspot: completion for bash. In ~/.bashrc: source <(hotspot completion bash)
_hotspot() {
  local current=\${COMP_WORDS[COMP_CWORD]} line
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current")
    else
      COMPREPLY+=("\${line%%$'\\t'*}")
    fi
  done < <(hotspot complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _hotspot hotspot
`;

const zsh = `\
#compdef hotspot
# hotspot: completion for zsh. In ~/.zshrc, after compinit: source <(hotspot completion zsh)
_hotspot() {
  local -a found
  local line
  for line in "\${(@f)$(hotspot complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    if [[ $line == :files ]]; then
      _files
      return
    fi
    [[ -n $line ]] && found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  _describe hotspot found
}
if [[ \${funcstack[1]} == _hotspot ]]; then _hotspot "$@"; else compdef _hotspot hotspot; fi
`;

const fish = `\
# hotspot: completion for fish. In ~/.config/fish/config.fish: hotspot completion fish | source
function __hotspot_complete
  set -l words (commandline -opc) (commandline -ct)
  for line in (hotspot complete -- $words[2..-1] 2>/dev/null)
    if test "$line" = ":files"
      __fish_complete_path (commandline -ct)
    else
      echo $line
    end
  end
end
complete -c hotspot -f -a '(__hotspot_complete)'
`;

/** The completion of each shell. */
export const scripts = { bash, zsh, fish } as const;

export type Shell = keyof typeof scripts;
